import { expect, test } from "vitest";
import { migrate } from "../../../core/operations/migrate.ts";

function table(format: number | undefined, known: number[]) {
  const done: number[] = [];
  const at = { format };
  const ports = {
    wanted: 5,
    format: async () => at.format,
    advance: async (from: number) => {
      if (at.format !== from) return false;
      at.format = from + 1;
      return true;
    },
    steps: Object.fromEntries(known.map((it) => [it, async () => void done.push(it)])),
  };
  return { at, done, run: () => migrate(ports, () => {}), ports };
}

test("a table is converted format by format, and one that has the format is left alone", async () => {
  const old = table(3, [3, 4]);
  expect([await old.run(), old.done, old.at.format]).toEqual([[3, 4], [3, 4], 5]);
  expect([await old.run(), old.done]).toEqual([[], [3, 4]]);
});

test.each([
  [2, [3, 4], "No way leads from format 2 to 3"],
  [3, [3], "No way leads from format 4 to 5"],
  [6, [3, 4], "format 6, which is newer than 5"],
  [undefined, [3, 4], "carries no format number"],
])("from format %s with steps from %j nothing is changed, and it says why", async (format, known, words) => {
  const { run, done, at } = table(format, known);
  await expect(run()).rejects.toThrow(words);
  expect([done, at.format]).toEqual([[], format]);
});

test("a step that fails leaves the number, and is done again; of two at once one goes on", async () => {
  const { ports, at, run } = table(4, [4]);
  let fails = true;
  ports.steps[4] = async () => {
    if (fails) throw new Error("interrupted");
  };
  await expect(run()).rejects.toThrow("interrupted");
  expect(at.format).toBe(4);
  fails = false;
  const both = await Promise.allSettled([run(), run()]);
  expect([both.map((it) => it.status).sort(), at.format]).toEqual([["fulfilled", "rejected"], 5]);
});
