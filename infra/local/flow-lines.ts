import type { Topology } from "./topology.ts";

/** What comes in, and the file that takes it. */
type Flow = { kind: "route" | "queue" | "stream" | "schedule"; from: string; file: string };

const fileOf = (handler: string): string => handler.replace(/\.handler$/, ".ts");

/** Every route, queue, stream and schedule that runs; `GET /__local/flows` answers it. */
export const flowsOf = ({ routes, queues, tables, schedules }: Topology): Flow[] => [
  ...routes.map(({ method, path, step }): Flow => ({ kind: "route", from: `${method} ${path}`, file: `functions/${step}.ts` })),
  ...queues.flatMap(({ name, worker }): Flow[] => (worker ? [{ kind: "queue", from: name, file: fileOf(worker.fn.handler) }] : [])),
  ...tables.flatMap(({ name, subscribers }) =>
    subscribers.map(({ fn }): Flow => ({ kind: "stream", from: name, file: fileOf(fn.handler) })),
  ),
  ...schedules.map(({ everySeconds, fn }): Flow => ({ kind: "schedule", from: `every ${everySeconds} s`, file: fileOf(fn.handler) })),
];

/** The same to be read, for `npm start -- --routes`. */
export function flowLines(topology: Topology): string {
  const flows = flowsOf(topology);
  const width = Math.max(...flows.map(({ from }) => from.length));
  return flows.map(({ kind, from, file }) => `${kind.padEnd(8)}  ${from.padEnd(width)}  ${file}\n`).join("");
}
