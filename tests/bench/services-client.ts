import type { ChildProcess } from "node:child_process";
import type { ChangeFeed } from "../../infra/local/dynamodb/change-feed.ts";
import type { Sqs } from "../../infra/local/sqs/server.ts";

type Message = { id?: number; answer?: unknown; changed?: string };

/** The change feed and the counts of queues of the emulators' process, as they are in one's own. */
export function clientOf(services: ChildProcess): { feed: ChangeFeed; counts: Sqs["counts"] } {
  const waiting = new Map<number, (answer: unknown) => void>();
  const listeners = new Set<(table: string) => void>();
  let last = 0;
  services.on("message", ({ id, answer, changed }: Message) => {
    if (changed !== undefined) for (const it of listeners) it(changed);
    if (id === undefined) return;
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const ask = <T>(name: string, ...given: unknown[]): Promise<T> =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve as (answer: unknown) => void);
      services.send({ id, name, given });
    });
  return {
    counts: () => ask("counts"),
    feed: {
      read: (...given) => ask("read", ...given),
      last: (...given) => ask("last", ...given),
      checkpoint: (...given) => ask("checkpoint", ...given),
      saveCheckpoint: async (...given) => void (await ask("saveCheckpoint", ...given)),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
