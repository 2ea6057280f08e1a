import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import type { Mutant } from "../support/mutants/mutant.ts";

/** `by`: the first test that failed, and what it said. A broken mutant says nothing: it is not what stands there, or no program. */
export type Verdict = { outcome: "killed"; by: string; why: string } | { outcome: "survived" } | { outcome: "broken"; why: string };

/** Whoever waits for ever for what a mutant left out has noticed it, too. */
const LONGEST_MS = 400_000;

/** Why nothing would be tried, null where all is well. */
function problemOf({ file, rule, instead }: Mutant): string | null {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const times = text.split(rule).length - 1;
  if (times !== 1) return `its text stands ${times} times in ${file}`;
  try {
    transformSync(
      text.replace(rule, () => instead),
      { loader: "ts", logLevel: "silent" },
    );
    return null;
  } catch (error) {
    return `it is no program: ${String(error).split("\n")[1]}`;
  }
}

/** A process that tries mutants, and is begun anew where one of them never lets it go. */
function createLane() {
  let lane: ChildProcess | null = null;
  const end = () => {
    if (lane?.pid) process.kill(-lane.pid, "SIGKILL");
    lane = null;
  };
  const asked = (mutant: Mutant) =>
    new Promise<Verdict>((resolve) => {
      lane ??= fork(new URL("lane.ts", import.meta.url), { detached: true, stdio: "ignore" });
      const own = lane;
      const conclude = (verdict: Verdict) => {
        clearTimeout(timer);
        own.removeAllListeners();
        resolve(verdict);
      };
      const timer = setTimeout(() => {
        end();
        conclude({ outcome: "killed", by: mutant.killers[0] ?? "", why: "it did not end" });
      }, LONGEST_MS);
      own.once("message", (verdict) => conclude(verdict as Verdict));
      own.once("exit", () => {
        lane = null;
        conclude({ outcome: "broken", why: "the tests did not run" });
      });
      own.send(mutant);
    });
  return { asked, end };
}

/** Tries all of them, `atOnce` side by side, what the same tests notice one after the other; the cheapest tests first. */
export async function tryAll(mutants: readonly Mutant[], atOnce: number, said: (mutant: Mutant, verdict: Verdict) => void): Promise<void> {
  const waiting = [...Map.groupBy(mutants, (it) => it.killers[0] ?? "").entries()].toSorted(([a], [b]) => costOf(a) - costOf(b));
  const one = async () => {
    const lane = createLane();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const mutant of next[1]) {
        const problem = problemOf(mutant);
        said(mutant, problem === null ? await lane.asked(mutant) : { outcome: "broken", why: problem });
      }
    }
    lane.end();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

const COSTS = ["tests/unit/", "tests/contracts/", "tests/flows/", "tests/flows/long/", "tests/proofs/"];
const costOf = (file: string): number => COSTS.findLastIndex((it) => file.startsWith(it));
