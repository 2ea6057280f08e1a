import { randomOf } from "../sync-world/random.ts";

/** Whom functions ask. */
export type Client = "dynamodb" | "sqs" | "redis" | "jira" | "discord";

/**
 * What becomes of one request: refused for its rate, a failure of the other side, no answer before it is done or after it is done, a
 * connection that breaks before, a slow answer, a batch of which a part is done.
 */
const FAULTS = ["throttled", "failing", "timeout-before", "timeout-after", "reset", "slow", "partial"] as const;
export type FaultKind = (typeof FAULTS)[number];

/** At call number `call` of a function to a client, counted from 0 on while the plan holds, and the calls after it, `times` in all. */
export type Fault = { fn: string; client: Client; call: number; fault: FaultKind; times: number };

/** The invocation ends before or after call number `call` of a function, whomever it asks. */
export type Crash = { fn: string; call: number; when: "before" | "after" };

/**
 * What queues and stream do: how many in a hundred deliveries are repeated, come back though they were done, come again later instead, or
 * are out of order where nothing promises one. `dead`: the stream reaches nobody.
 */
export type Delivery = { repeated: number; unacknowledged: number; later: number; shuffled: boolean; dead: boolean };

export const IN_ORDER: Delivery = { repeated: 0, unacknowledged: 0, later: 0, shuffled: false, dead: false };

/** Data alone: the same plan does the same to the same calls. `seed` decides the rest of what deliveries suffer. */
export type Plan = { seed: number; faults: readonly Fault[]; crashes: readonly Crash[]; delivery: Delivery };

export const CALM: Plan = { seed: 0, faults: [], crashes: [], delivery: IN_ORDER };

/** A call that was made: whose, its number among those of the function to the client, and among all of the function. */
export type Call = { fn: string; client: Client; ofClient: number; ofFunction: number; what: string };

/** What can happen to a client. Jira and Discord are asked for one thing at a time. */
const faultsOf = (client: Client): FaultKind[] => FAULTS.filter((it) => it !== "partial" || client === "dynamodb" || client === "sqs");

/** How often in a row. Our clients of AWS ask three times before they give up. */
const TIMES = [1, 1, 2, 3, 4];

/** A plan by its seed, for a flow that makes these calls: one to four faults, and in every second one an adversary between functions. */
export function planOf(seed: number, calls: readonly Call[]): Plan {
  const random = randomOf(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const count = 1 + Math.floor(random() * 4);
  const faults = Array.from({ length: count }, (): Fault => {
    const { fn, client, ofClient } = one(calls);
    return { fn, client, call: ofClient, fault: one(faultsOf(client)), times: one(TIMES) };
  });
  const isAdverse = random() < 0.5;
  const delivery = isAdverse ? { repeated: 20, unacknowledged: 15, later: 15, shuffled: true, dead: false } : IN_ORDER;
  return { seed, faults, crashes: [], delivery };
}

/** Where a function that made these calls can end: before and after each of them. */
export function crashesOf(calls: readonly Call[]): Plan[] {
  const points = new Map(calls.map(({ fn, ofFunction }) => [`${fn} ${ofFunction}`, { fn, call: ofFunction }]));
  return [...points.values()].flatMap((point) =>
    (["before", "after"] as const).map((when): Plan => ({ ...CALM, crashes: [{ ...point, when }] })),
  );
}

/** In words, by which somebody plays it again. */
export function described({ seed, faults, crashes, delivery }: Plan): string {
  const all = [
    ...faults.map((it) => `${it.fault} at call ${it.call} of ${it.fn} to ${it.client}${it.times > 1 ? `, ${it.times} times` : ""}`),
    ...crashes.map((it) => `${it.fn} ends ${it.when} call ${it.call}`),
    ...(delivery.repeated > 0 ? ["deliveries repeated, late, out of order"] : []),
    ...(delivery.dead ? ["a dead stream"] : []),
  ];
  return `${seed > 0 ? `seed ${seed}: ` : ""}${all.join("; ") || "nothing"}`;
}

/** A crash point by its name: `Relay:3:before`. */
export function crashNamed(name: string): Crash {
  const [fn = "", call = "", when = ""] = name.split(":");
  if (when !== "before" && when !== "after") throw new Error(`A crash point is function:call:before or :after, not ${name}.`);
  return { fn, call: Number(call), when };
}
