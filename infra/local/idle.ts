import { setTimeout as wait } from "node:timers/promises";
import type { Invoker } from "./invoke.ts";
import type { Source } from "./queue-source.ts";
import { physicalName } from "./resources.ts";
import type { Sqs } from "./sqs/server.ts";
import type { StreamSource } from "./stream-source.ts";
import type { Queue } from "./topology.ts";

/** What is still to do: handlers under way, subscribers behind their stream, and messages of each queue that has a worker. */
export type Counts = { handlers: number; stream: number; queues: Record<string, number> };
export type Idle = (timeoutSeconds: number) => Promise<{ idle: boolean; counts: Counts }>;
type Watched = { queues: readonly Queue[]; sqs: Sqs; invoker: Invoker; sources: readonly Source[]; streams: readonly StreamSource[] };

/** Waits until nothing waits and nothing runs, twice in a row: a handler may have just finished what makes the next one start. */
export function idleOf({ queues, sqs, invoker, sources, streams }: Watched): Idle {
  async function counts(): Promise<Counts> {
    const waiting = await sqs.counts();
    const caughtUp = await Promise.all(streams.map((it) => it.caughtUp()));
    return {
      handlers: [...sources, ...streams].reduce((sum, it) => sum + it.busy(), invoker.inFlight()),
      stream: caughtUp.filter((it) => !it).length,
      queues: Object.fromEntries(queues.filter((it) => it.worker).map((it) => [it.name, total(waiting[physicalName(it)])])),
    };
  }

  return async (timeoutSeconds) => {
    const deadline = performance.now() + timeoutSeconds * 1000;
    for (let quiet = 0; ; ) {
      const now = await counts();
      const nothing = now.handlers === 0 && now.stream === 0 && Object.values(now.queues).every((it) => it === 0);
      quiet = nothing ? quiet + 1 : 0;
      if (quiet === 2) return { idle: true, counts: now };
      if (performance.now() > deadline) return { idle: false, counts: now };
      await wait(10);
    }
  };
}

/** What was sent for later waits for its time, which may be years: it is nothing to do now. */
const total = (counts: { visible: number; inFlight: number } | undefined): number => (counts ? counts.visible + counts.inFlight : 0);
