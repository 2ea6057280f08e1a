import { createVitest, type Vitest } from "vitest/node";
import type { Mutant } from "../support/mutants/mutant.ts";
import { TAKEN_AWAY, type TakenAway } from "../support/taken-away.ts";
import type { Verdict } from "./verdict.ts";

/** A process of `run.ts`: it tries the mutants that it is sent, one after the other, with one Vitest. */
const ROOT = new URL("../../", import.meta.url).pathname;
// The rarest of what random histories of a ticket catch shows within these.
Object.assign(process.env, { VITEST: "true", LOCKSTEP_HISTORIES: "3000", LOCKSTEP_SEED: "1" });

const started = new Map<string, Promise<Vitest>>();
const passing = new Map<string, number | null>();

/** What a name or an expression that cannot be makes Node or DynamoDB say: no test had to notice it. */
const NO_PROGRAM = / is not defined$|Invalid \w+Expression|unused in expressions|before initialization/;

/** What `npm test` runs a file with, or `npm run test:proofs`. Nothing that is imported may come from a cache of before. */
function vitestOf(file: string): Promise<Vitest> {
  const isProof = file.startsWith("tests/flows/long/") || file.startsWith("tests/proofs/");
  const name = isProof ? "proofs" : file.split("/")[1]!;
  const options = { root: ROOT, watch: false, bail: 1, maxWorkers: 1, project: [name], reporters: [{}], fsModuleCache: false };
  const known = started.get(name) ?? createVitest("test", options, { mode: isProof ? "proofs" : "test" });
  started.set(name, known);
  return known;
}

/** Why a test file fails, null where it passes. */
async function failureOf(file: string, without: TakenAway | null): Promise<{ by: string; why: string } | null> {
  process.env[TAKEN_AWAY] = without ? JSON.stringify(without) : "";
  const vitest = await vitestOf(file);
  // In each of them, as the next test that imports it may be another's.
  for (const each of await Promise.all(started.values()))
    for (const changed of [without, last]) if (changed) each.invalidateFile(`${ROOT}${changed.file}`);
  last = without;
  const specification = vitest.projects[0]!.createSpecification(`${ROOT}${file}`);
  const { testModules: ever, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  const testModules = ever.filter((it) => it.moduleId === specification.moduleId);
  if (testModules.length !== 1) throw new Error(`${file} is no test file`);
  const [failed] = testModules.flatMap((it) => [...it.children.allTests("failed")]);
  const errors = [...(failed?.result().errors ?? []), ...testModules.flatMap((it) => it.errors()), ...(unhandledErrors as Error[])];
  if (!failed && testModules.every((it) => it.state() === "passed") && errors.length === 0) return null;
  return { by: `${file}${failed ? ` > ${failed.fullName}` : ""}`, why: `${errors[0]?.message ?? "it did not run to its end"}` };
}

let last: TakenAway | null = null;

/** How often a file is asked at most whether it passes as the code is: on a busy machine one that waits for little may fail by chance. */
const ASKED = 3;

/** In how many tries a file passes as the code is; null where it does not. Found out once of each that has noticed something. */
async function passesIn(file: string): Promise<number | null> {
  const known = passing.get(file);
  if (known !== undefined) return known;
  let tries: number | null = 1;
  while (tries !== null && (await failureOf(file, null)) !== null) tries = tries < ASKED ? tries + 1 : null;
  passing.set(file, tries);
  return tries;
}

async function verdictOf({ file, rule, instead, killers }: Mutant): Promise<Verdict> {
  for (const killer of killers) {
    const failure = await failureOf(killer, { file, rule, instead });
    if (!failure) continue;
    if (NO_PROGRAM.test(failure.why)) return { outcome: "broken", why: `it would be noticed by anybody: ${failure.why}` };
    // What fails anyway notices nothing, and what fails by chance has to fail each time.
    const tries = await passesIn(killer);
    if (tries === null) return { outcome: "broken", why: `${killer} fails as the code is` };
    let again = tries > 1 ? ASKED - 1 : 0;
    while (again > 0 && (await failureOf(killer, { file, rule, instead })) !== null) again--;
    if (again === 0) return { outcome: "killed", ...failure };
  }
  return { outcome: "survived" };
}

process.on("message", (mutant: Mutant) => {
  verdictOf(mutant).then(
    (verdict) => process.send?.(verdict),
    (error: unknown) => process.send?.({ outcome: "broken", why: String(error) }),
  );
});
