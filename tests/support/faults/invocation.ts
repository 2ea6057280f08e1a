import { AsyncLocalStorage } from "node:async_hooks";
import type { Call, Client, FaultKind, Plan } from "./plan.ts";

/** One run of a function, which may end anywhere: from then on nothing that it asks for is done. */
export type Invocation = { fn: string; ended: boolean; end: () => void };

const current = new AsyncLocalStorage<Invocation>();

/** Throws itself into an invocation that has ended: whatever still runs of it in this process asks nobody any more. */
export class Ended extends Error {
  override name = "Ended";
}

/** What one request suffers. */
export type Verdict = { fault: FaultKind | null; endAfter: boolean; invocation: Invocation };

export type Script = ReturnType<typeof scriptOf>;

/** A plan as it is played: which calls were made, and which parts of it were reached. */
function scriptOf({ faults, crashes }: Plan) {
  const calls: Call[] = [];
  const reached = new Set<object>();
  const counts = new Map<string, number>();
  const next = (of: string): number => {
    const count = counts.get(of) ?? 0;
    counts.set(of, count + 1);
    return count;
  };
  return {
    calls,
    reached,
    verdict: (invocation: Invocation, client: Client, what: string): Verdict => {
      const { fn } = invocation;
      const [ofClient, ofFunction] = [next(`${fn} ${client}`), next(fn)];
      calls.push({ fn, client, ofClient, ofFunction, what });
      const crash = crashes.find((it) => it.fn === fn && it.call === ofFunction && !reached.has(it));
      if (crash) reached.add(crash);
      if (crash?.when === "before") {
        invocation.end();
        throw new Ended(`${fn} ended before ${what}`);
      }
      const fault = faults.find((it) => it.fn === fn && it.client === client && it.call <= ofClient && ofClient < it.call + it.times);
      if (fault) reached.add(fault);
      return { fault: fault?.fault ?? null, endAfter: crash !== undefined, invocation };
    },
  };
}

/** What is played now; null where everything is well. */
const playing: { script: Script | null } = { script: null };

/** Plays a plan with all that functions ask for from now on. */
export function play(plan: Plan): Script {
  playing.script = scriptOf(plan);
  return playing.script;
}

export function playNothing(): void {
  playing.script = null;
}

/** What a request of the running function suffers; null where no function runs, or nothing is played. Throws Ended. */
export function verdictOn(client: Client, what: string): Verdict | null {
  const invocation = current.getStore();
  if (invocation?.ended) throw new Ended(`${invocation.fn} has ended`);
  return invocation && playing.script ? playing.script.verdict(invocation, client, what) : null;
}

/** The same after the other side has done it. Throws Ended where the invocation ends there. */
export function afterwards({ endAfter, invocation }: Verdict, what: string): void {
  if (endAfter) invocation.end();
  if (invocation.ended) throw new Ended(`${invocation.fn} ended after ${what}`);
}

/** Runs a function so that it can end anywhere: as Lambda tells of a process that is gone. */
export function invoked<T>(fn: string, run: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const invocation: Invocation = {
    fn,
    ended: false,
    end: () => {
      invocation.ended = true;
      reject(new Error("Runtime exited without providing a reason"));
    },
  };
  return current.run(invocation, () => Promise.race([run(), promise]));
}
