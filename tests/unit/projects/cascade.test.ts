import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProjectDeletion } from "../../../core/messages.ts";
import { cascade, GROUPS_PER_STEP } from "../../../core/projects/cascade.ts";
import { type Deletion, deletionSummary } from "../../../core/projects/deletion.ts";
import { fakeContents } from "../../support/fake-deletions.ts";
import { fakeLog, fakeSender } from "../../support/fakes.ts";

const MARKED = 1_700_000_000_000;
const message: ProjectDeletion = { v: 1, organizationId: 11, projectId: 21 };
const marked = (): Deletion => ({
  ...{ organizationId: 11, projectId: 21, slug: "web", name: "Web", requestedBy: 1, requestedAt: MARKED },
  ...{ counted: null, done: 0, finishedAt: null },
});

function world(sizes: number[], rest: number) {
  const groups = new Map(sizes.map((size, at) => [at + 1, Array.from({ length: size }, (_, n) => `item ${n}`)]));
  const all = fakeContents({ deletion: marked(), keys: ["key"], groups, rest: Array.from({ length: rest }, (_, n) => `rest ${n}`) });
  const clock = { now: MARKED };
  const projectDeletions = fakeSender<ProjectDeletion>();
  const ports = { ...all.ports, projectDeletions, now: () => clock.now, log: fakeLog() };
  return { ...all, ports, clock, sent: projectDeletions.sent };
}

/** Delivers what is sent, and lets its delay pass, until nothing is sent any more. */
async function run({ ports, clock, sent }: ReturnType<typeof world>, deliver = () => cascade(ports, message)) {
  if (sent.length === 0) sent.push(message);
  let steps = 0;
  for (let next = sent.shift(); next; next = sent.shift()) {
    clock.now += 1_000;
    await deliver();
    steps += 1;
  }
  return steps;
}

test("groups go page by page, then the rest, and the project after its time; progress is counted", async () => {
  const it = world(Array(GROUPS_PER_STEP + 1).fill(4), 3);
  await cascade(it.ports, message);
  expect(it.deletion).toMatchObject({ counted: 100, done: 99, finishedAt: null });
  expect(deletionSummary(it.deletion)).toMatchObject({ id: "21", status: "in_progress", counted: 100, done: 99, remaining: 1 });
  expect(await run(it)).toBe(3);
  expect(it.left).toMatchObject({ keys: [], rest: [], groups: new Map() });
  expect(it.deletion).toMatchObject({ counted: 100, done: 100, finishedAt: MARKED + 3_000 });
  expect(deletionSummary(it.deletion)).toMatchObject({ status: "done", remaining: 0, requestedBy: "1" });
});

test("a group that has more than one step removes is forgotten when it is empty, and not before", async () => {
  const it = world(Array(GROUPS_PER_STEP).fill(120), 0);
  await cascade(it.ports, message);
  expect([it.deletion.done, it.hashes.length]).toEqual([0, GROUPS_PER_STEP]);
  await run(it);
  expect([it.deletion.done, it.hashes]).toEqual([GROUPS_PER_STEP, []]);
});

test("what came between the mark and the end is found before the project goes", async () => {
  const it = world([1], 0);
  await cascade(it.ports, message);
  it.hashes.push({ hash: "late", groupId: 7 });
  it.left.groups.set(7, ["event"]);
  await run(it);
  expect([it.hashes, it.left.groups.size, it.deletion.done, it.deletion.counted]).toEqual([[], 0, 2, 2]);
});

test("a message for nothing, or for what is done, does and sends nothing", async () => {
  const it = world([1], 1);
  it.deletion.finishedAt = 1;
  await cascade(it.ports, message);
  expect([it.left.keys, it.sent]).toEqual([["key"], []]);
  it.ports.deletions.byProject = async () => null;
  await cascade(it.ports, message);
  expect(it.sent).toEqual([]);
});

test("a deletion that nothing was done for yet is pending", () =>
  expect(deletionSummary(marked())).toMatchObject({ status: "pending", counted: null, remaining: null, dateFinished: null }));

test("interrupted before or after any call, and delivered again, it ends the same; no group is counted twice", async () => {
  const calls = ["removeKeys", "countGroups", "groups", "closeGroups", "emptyGroups", "forgetGroups", "removeRest"] as const;
  const fault = fc.record({ call: fc.constantFrom(...calls), nth: fc.nat(4), after: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(120), { maxLength: 250 }),
      fc.nat(8_000),
      fc.array(fault, { maxLength: 6 }),
      async (sizes, rest, faults) => {
        const it = world(sizes, rest);
        const made = new Map<string, number>();
        const contents = it.ports.projectContents as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
        for (const name of calls) {
          const real = contents[name]!;
          contents[name] = async (...args) => {
            const nth = made.get(name) ?? 0;
            made.set(name, nth + 1);
            const here = faults.find((one) => one.call === name && one.nth === nth);
            if (here && !here.after) throw new Error("killed");
            const answer = await real(...args);
            if (here) throw new Error("killed");
            return answer;
          };
        }
        const deliver = async (): Promise<void> =>
          cascade(it.ports, message).catch((error: Error) => {
            if (error.message !== "killed") throw error;
            return deliver();
          });
        await run(it, deliver);
        expect(it.left).toMatchObject({ keys: [], rest: [], groups: new Map() });
        expect(it.deletion).toMatchObject({ done: sizes.length, counted: sizes.length });
        expect(it.deletion.finishedAt).not.toBeNull();
      },
    ),
    { numRuns: 60 },
  );
});
