import { parseArgs } from "node:util";
import { campaign, type Tried } from "./campaign.ts";
import { FLOWS, flowNamed } from "./flows.ts";
import { crashNamed, described } from "./plan.ts";
import type { Outcome } from "./run.ts";

/**
 * `npm run test:faults -- [--flow assign,merge] [--seed 1] [--plans 20] [--crashes 30] [--crash Relay:3:before]`: plays flows through faults and says what was
 * tried, and what did not hold with how to play it again. Crash points are all of them unless a number is given.
 */
const { values } = parseArgs({
  options: {
    flow: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    plans: { type: "string", default: "20" },
    crashes: { type: "string" },
    crash: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
/** One crash point alone, as a failure names it. */
const only = values.crash ? crashNamed(values.crash) : undefined;
const flows = values.flow === "" ? FLOWS : values.flow.split(",").map(flowNamed);

/** Handlers log lines of JSON, and what drives them says on the error stream what failed on purpose: both would bury the rest. */
const write = process.stdout.write.bind(process.stdout) as (text: string) => boolean;
if (!values.verbose) process.stdout.write = process.stderr.write = (() => true) as typeof process.stdout.write;
const say = (text: string) => write(`${text}\n`);

function hear({ flow, plan, calls, reached, broken }: Outcome): void {
  if (values.verbose) say(`${flow}: ${described(plan)}: ${calls.length} calls, ${reached} reached`);
  if (broken.length === 0) return;
  say(`\nFAILED ${flow}: ${described(plan)}`);
  for (const it of broken) say(`  ${it}`);
  const [crash] = plan.crashes;
  const again = crash ? `--plans 0 --crash ${crash.fn}:${crash.call}:${crash.when}` : `--seed ${plan.seed} --plans 1 --crashes 0`;
  say(`  Again: npm run test:faults -- --flow ${flow} ${again}`);
}

const began = performance.now();
say(`Seed ${seed}, ${flows.length} flows.`);
const crashes = values.crashes === undefined ? undefined : Number(values.crashes);
const tried = await campaign({ flows, seed, plans: Number(values.plans), crashes, only, hear, done: (it) => say(lineOf(it)) });
const sum = (of: (it: Tried) => number) => tried.reduce((total, it) => total + of(it), 0);
const broken = sum((it) => it.broken.length);
say(
  `${tried.length} flows, ${sum((it) => it.plans)} plans of faults, ${sum((it) => it.crashPoints)} of ${sum((it) => it.ofCrashPoints)} crash points, ` +
    `${sum((it) => it.reached)} faults and crashes came about, ${broken} runs broke a promise; ${Math.round((performance.now() - began) / 1000)} s.`,
);
process.exit(broken === 0 ? 0 : 1);

function lineOf(it: Tried): string {
  const about = `${it.calls} calls of ${it.functions.length} functions, ${it.plans} plans, ${it.crashPoints} of ${it.ofCrashPoints} crash points`;
  return `${it.broken.length === 0 ? "ok    " : "FAILED"} ${it.flow}: ${about}, ${it.reached} came about`;
}
