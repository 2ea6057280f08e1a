import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { MUTANTS, OF_FLOWS } from "../support/mutants/all.ts";
import type { Mutant } from "../support/mutants/mutant.ts";
import { sampleOf } from "../support/mutants/sample.ts";
import { tryMutant, type Verdict } from "../support/mutants/try-mutant.ts";

const HELP = `npm run test:mutants -- [part of a name or of a file …] [--sample 20] [--seed 1] [--at-once 2] [--flows] [--list]
Makes each mistake of the tables in tests/support/mutants, one at a time, and runs the tests that have to notice it.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string" },
    "at-once": { type: "string" },
    flows: { type: "boolean" },
    list: { type: "boolean" },
    help: { type: "boolean" },
  },
});

const isMeant = ({ name, file }: Mutant) => positionals.length === 0 || positionals.some((it) => name.includes(it) || file.includes(it));
const meant = (values.flows ? OF_FLOWS : MUTANTS).filter(isMeant);
const seed = Number(values.seed ?? 1);
const chosen = values.sample === undefined ? meant : sampleOf(meant, Number(values.sample), seed);

/** Those that many tests run in a second say more, sooner. */
const COSTS = ["tests/unit/", "tests/contracts/", "tests/flows/", "tests/flows/long/", "tests/proofs/"];
const costOf = ({ killers: [first = ""] }: Mutant): number => COSTS.findLastIndex((it) => first.startsWith(it));

type Tried = { mutant: Mutant; verdict: Verdict; isFine: boolean };

const isFine = ({ equivalent }: Mutant, { outcome }: Verdict) => outcome === (equivalent === undefined ? "killed" : "survived");

function said(verdict: Verdict, { equivalent }: Mutant): string {
  if (verdict.outcome === "killed") return `by ${verdict.by}`;
  if (verdict.outcome === "broken") return verdict.why;
  return equivalent ?? "no test notices";
}

async function tryAll(): Promise<Tried[]> {
  const waiting = chosen.toSorted((a, b) => costOf(a) - costOf(b));
  const tried: Tried[] = [];
  const one = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const started = performance.now();
      const verdict = await tryMutant(mutant);
      tried.push({ mutant, verdict, isFine: isFine(mutant, verdict) });
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${tried.length}/${chosen.length} ${verdict.outcome} ${seconds} s  ${mutant.file}: ${mutant.name}\n    ${said(verdict, mutant)}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values["at-once"] ?? availableParallelism()) }, one));
  return tried;
}

function conclude(name: string, tried: readonly Tried[]): void {
  if (tried.length === 0) return;
  const count = (outcome: Verdict["outcome"]) => tried.filter((it) => it.verdict.outcome === outcome).length;
  const explained = tried.filter((it) => it.isFine && it.mutant.equivalent !== undefined).length;
  const percent = Math.round((1000 * count("killed")) / tried.length) / 10;
  console.log(`${name}: ${tried.length} tried, ${count("killed")} killed (${percent} %), ${explained} survived and are explained`);
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.list) {
    for (const { name, file } of chosen) console.log(`${file}: ${name}`);
    return 0;
  }
  const tried = await tryAll();
  const isSync = ({ mutant }: Tried) => mutant.file.startsWith("core/sync/");
  console.log(values.sample === undefined ? "" : `Sample of seed ${seed}`);
  conclude("The sync protocol", tried.filter(isSync));
  conclude("All other flows", tried.filter((it) => !isSync(it)));
  const wrong = tried.filter((it) => !it.isFine);
  for (const { mutant, verdict } of wrong)
    console.log(`\n${verdict.outcome}: ${mutant.name}\n  ${said(verdict, mutant)}\n  again: npm run test:mutants -- ${JSON.stringify(mutant.name)}`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = await main();
