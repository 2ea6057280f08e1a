import { randomOf } from "../sync-world/random.ts";
import type { Flow } from "./flow.ts";
import { CALM, type Call, type Crash, crashesOf, IN_ORDER, type Plan, planOf } from "./plan.ts";
import { newRunner, type Outcome } from "./run.ts";

type Wanted = {
  flows: readonly Flow[];
  /** Where plans begin; the same seed plays the same plans. */
  seed: number;
  /** How many plans of faults each flow is played with. */
  plans: number;
  /** How many crash points each flow is played with, chosen by the seed; all of them unless said. */
  crashes?: number | undefined;
  /** One crash point alone, instead of those. */
  only?: Crash | undefined;
  /** Told of each outcome, and of each flow when it is done with. */
  hear?: (outcome: Outcome) => void;
  done?: (tried: Tried) => void;
};

/** What was tried of one flow, and what came of it. */
export type Tried = {
  flow: string;
  calls: number;
  functions: string[];
  plans: number;
  crashPoints: number;
  ofCrashPoints: number;
  reached: number;
  broken: Outcome[];
};

/** Each flow once with nothing in its way, then with plans of faults, with crash points, and with a stream that is dead for a day. */
export async function campaign({
  flows,
  seed,
  plans,
  crashes = Number.POSITIVE_INFINITY,
  only,
  hear = () => {},
  done = () => {},
}: Wanted): Promise<Tried[]> {
  const runner = newRunner();
  const all: Tried[] = [];
  try {
    for (const flow of flows) {
      const clean = await runner.runFlow(flow, CALM, { twice: true });
      hear(clean);
      const { calls } = clean;
      const points = crashesOf(calls);
      const chosen = only ? [{ ...CALM, crashes: [only] }] : some(points, crashes, seed);
      const dead: Plan[] = flow.swept && !only ? [{ ...CALM, seed, delivery: { ...IN_ORDER, dead: true } }] : [];
      // A flow that does not even go through when all is well has nothing to be tried with.
      const played = clean.broken.length > 0 ? [] : [...plansOf(seed, plans, calls), ...chosen, ...dead];
      const tried: Tried = {
        ...{ flow: flow.name, calls: calls.length, functions: [...new Set(calls.map((it) => it.fn))], plans: plans + dead.length },
        ...{ crashPoints: chosen.length, ofCrashPoints: points.length, reached: 0, broken: clean.broken.length > 0 ? [clean] : [] },
      };
      all.push(tried);
      for (const plan of played) {
        const outcome = await runner.runFlow(flow, plan, { twice: plan.delivery.repeated > 0 });
        hear(outcome);
        tried.reached += outcome.reached;
        if (outcome.broken.length > 0) tried.broken.push(outcome);
      }
      done(tried);
    }
  } finally {
    await runner.stop();
  }
  return all;
}

const plansOf = (seed: number, count: number, calls: readonly Call[]): Plan[] =>
  Array.from({ length: count }, (_, at) => planOf(seed + at, calls));

/** So many of them, spread by the seed. */
function some<T>(all: readonly T[], count: number, seed: number): T[] {
  if (count >= all.length) return [...all];
  const random = randomOf(seed);
  const rest = [...all];
  return Array.from({ length: count }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}
