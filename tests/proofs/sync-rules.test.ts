import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { caughtBy, RULES } from "../support/sync-rules.ts";
import { TAKEN_AWAY, type TakenAway } from "../support/taken-away.ts";

const ROOT = new URL("../../", import.meta.url);
/** The rarest of what histories catch shows within these. */
const HISTORIES = "3000";

/** What the tests of one file say without a rule; null where all of them pass. What is imported may not come from the cache. */
function failedWithout(without: TakenAway, file: string): Promise<string | null> {
  const run = ["node_modules/vitest/vitest.mjs", "run", file, "--bail", "1", "--fsModuleCache=false", "--maxWorkers=1"];
  const env = { ...process.env, [TAKEN_AWAY]: JSON.stringify(without), LOCKSTEP_HISTORIES: HISTORIES, LOCKSTEP_SEED: "1", NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, run, { cwd: ROOT, env, maxBuffer: 2 ** 26 }, (error, out, errors) => resolve(error && `${out}${errors}`));
  });
}

test.each(RULES)("without it tests fail: %s", async (name, without) => {
  const text = readFileSync(new URL(without.file, ROOT), "utf8");
  expect(text.split(without.rule), "the rule stands there once").toHaveLength(2);
  const failed = await failedWithout(without, caughtBy(name));
  expect(failed).toMatch(/ FAIL /);
});
