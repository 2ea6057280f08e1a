import { execFile } from "node:child_process";
import { expect, test } from "vitest";

const seed = process.env.LOCKSTEP_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const ROOT = new URL("../../", import.meta.url);

/** What `npm run test:mutants` says, once it has ended. */
function tried(...asked: string[]): Promise<{ failed: boolean; out: string }> {
  const run = ["tests/mutants/run.ts", ...asked];
  return new Promise((resolve) => {
    execFile(process.execPath, run, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, out, errors) =>
      resolve({ failed: error !== null, out: out + errors }),
    );
  });
}

test("without any rule that keeps tickets in step tests fail", async () => {
  const { failed, out } = await tried("--of", "sync");
  expect(failed, out).toBe(false);
});

test.each(["tests/unit/", "tests/contracts/"])(
  `a sample of mistakes in the other flows is noticed (LOCKSTEP_SEED=${seed}): by %s`,
  async (by) => {
    const { failed, out } = await tried("--of", "flows", "--killers", by, "--sample", "20", "--seed", seed);
    expect(failed, out).toBe(false);
  },
);
