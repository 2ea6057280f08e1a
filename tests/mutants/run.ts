import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { OF_FLOWS, OF_SYNC } from "../support/mutants/all.ts";
import type { Mutant } from "../support/mutants/mutant.ts";
import { sampleOf } from "../support/mutants/sample.ts";
import { tryAll, type Verdict } from "./verdict.ts";

const HELP = `npm run test:mutants -- [part of a name or of a file …] [--of flows|sync] [--killers part of a file] [--sample 20 [--seed 1]] [--at-once 2]
Makes each mistake of the tables in tests/support/mutants, one at a time, and runs the tests that have to notice it.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    of: { type: "string" },
    killers: { type: "string" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    "at-once": { type: "string", default: String(availableParallelism()) },
    help: { type: "boolean" },
  },
});

const { of, killers: by = "", sample, seed } = values;
const meant = [...(of === "sync" ? [] : OF_FLOWS), ...(of === "flows" ? [] : OF_SYNC)]
  .filter(({ name, file }) => positionals.length === 0 || positionals.some((it) => name.includes(it) || file.includes(it)))
  .filter(({ killers }) => killers[0]?.includes(by));
const chosen = sample === undefined ? meant : sampleOf(meant, Number(sample), Number(seed));

const isFine = ({ equivalent }: Mutant, { outcome }: Verdict) => outcome === (equivalent === undefined ? "killed" : "survived");

function said(verdict: Verdict, { equivalent }: Mutant): string {
  if (verdict.outcome === "killed") return `by ${verdict.by}: ${verdict.why.split("\n")[0]}`;
  if (verdict.outcome === "broken") return verdict.why;
  return equivalent ?? "no test notices";
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (sample !== undefined) console.log(`A sample of ${chosen.length} of ${meant.length}, of seed ${seed}`);
  const tried: { mutant: Mutant; verdict: Verdict }[] = [];
  let before = performance.now();
  await tryAll(chosen, Number(values["at-once"]), (mutant, verdict) => {
    tried.push({ mutant, verdict });
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    before = performance.now();
    console.log(
      `${tried.length}/${chosen.length} +${seconds} s ${verdict.outcome}: ${mutant.file}: ${mutant.name}\n    ${said(verdict, mutant)}`,
    );
  });
  const count = (outcome: Verdict["outcome"]) => tried.filter((it) => it.verdict.outcome === outcome).length;
  const explained = tried.filter(({ mutant, verdict }) => mutant.equivalent !== undefined && isFine(mutant, verdict)).length;
  const percent = Math.round((1000 * count("killed")) / tried.length) / 10;
  console.log(`\n${tried.length} tried, ${count("killed")} killed (${percent} %), ${explained} survived and are explained`);
  const wrong = tried.filter(({ mutant, verdict }) => !isFine(mutant, verdict));
  for (const { mutant, verdict } of wrong) {
    const again = `npm run test:mutants -- ${JSON.stringify(mutant.name)}`;
    console.log(`\n${verdict.outcome.toUpperCase()} ${mutant.file}: ${mutant.name}\n  ${said(verdict, mutant)}\n  again: ${again}`);
  }
  return tried.length > 0 && wrong.length === 0 ? 0 : 1;
}

process.exitCode = await main();
