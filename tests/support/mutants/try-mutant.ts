import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import { TAKEN_AWAY, type TakenAway } from "../taken-away.ts";
import type { Mutant } from "./mutant.ts";

const ROOT = new URL("../../../", import.meta.url);
/** The rarest of what random histories of a ticket catch shows within these. */
const HISTORIES = { LOCKSTEP_HISTORIES: "3000", LOCKSTEP_SEED: "1" };
/** Whoever waits for ever for what a mutant left out has noticed it, too. */
const LONGEST_MS = 400_000;

/** `by`: the first test that failed. A mutant is broken where it says nothing: it is not what stands there, or no program. */
export type Verdict = { outcome: "killed"; by: string } | { outcome: "survived" } | { outcome: "broken"; why: string };

/** How often the text of a mutant stands in its file: it has to be once, or it is not known what was tried. */
export const timesFound = ({ file, rule }: TakenAway): number => readFileSync(new URL(file, ROOT), "utf8").split(rule).length - 1;

/** Runs a test file as Vitest would, without what `without` takes away. Nothing that is imported may come from its cache. */
function vitest(file: string, without: TakenAway | null): Promise<{ failed: boolean; out: string }> {
  const needsProofs = file.startsWith("tests/flows/long/") || file.startsWith("tests/proofs/");
  const mode = needsProofs ? ["--mode", "proofs", "--project", "proofs"] : ["--project", file.split("/")[1]!];
  const run = ["node_modules/vitest/vitest.mjs", "run", file, ...mode, "--bail", "1", "--maxWorkers=1", "--fsModuleCache=false"];
  const env = { ...process.env, ...HISTORIES, NO_COLOR: "1", [TAKEN_AWAY]: without ? JSON.stringify(without) : "" };
  return new Promise((resolve) => {
    execFile(process.execPath, run, { cwd: ROOT, env, maxBuffer: 2 ** 28, timeout: LONGEST_MS }, (error, out, errors) =>
      resolve({ failed: error !== null, out: `${out}${errors}${error?.killed ? "\n FAIL  It did not end." : ""}` }),
    );
  });
}

const passing = new Map<string, Promise<boolean>>();

/** Whether a file passes as the code is: what fails anyway notices nothing. Asked once of each that has noticed something. */
function passesNow(file: string): Promise<boolean> {
  const known = passing.get(file) ?? vitest(file, null).then(({ failed }) => !failed);
  passing.set(file, known);
  return known;
}

/** Runs the tests that have to notice, one file after the other, until one does. `trusted`: they have passed a moment ago. */
export async function tryMutant(mutant: Mutant, { trusted = false } = {}): Promise<Verdict> {
  const { file, rule, instead, killers } = mutant;
  const times = timesFound(mutant);
  if (times !== 1) return { outcome: "broken", why: `its text stands ${times} times in ${file}` };
  const text = readFileSync(new URL(file, ROOT), "utf8").replace(rule, () => instead);
  const problem = await transform(text, { loader: "ts" }).then(
    () => null,
    (error: Error) => error.message,
  );
  if (problem !== null) return { outcome: "broken", why: `it is no program: ${problem.split("\n").at(1) ?? problem}` };
  for (const killer of killers) {
    const { failed, out } = await vitest(killer, { file, rule, instead });
    if (!failed) continue;
    const by = / FAIL {2}(.+)/.exec(out)?.[1];
    if (by === undefined) return { outcome: "broken", why: `${killer} did not run: ${out.slice(-300)}` };
    if (/ReferenceError: \S+ is not defined/.test(out)) return { outcome: "broken", why: "it names something that is not there" };
    if (!trusted && !(await passesNow(killer))) return { outcome: "broken", why: `${killer} fails as the code is` };
    return { outcome: "killed", by };
  }
  return { outcome: "survived" };
}
