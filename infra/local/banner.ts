import type { System } from "./system.ts";
import type { Topology } from "./topology.ts";

/** What `npm start` prints: the address, the demo organization's token and DSN, and what runs. */
export function banner({ api, dsn, topology }: Pick<System, "api" | "dsn" | "topology">, token: string): string {
  return [
    `Lockstep   ${api}`,
    `token      ${token}`,
    `connect    ${api}/settings/acme/integrations/   sign in with the token to connect a Jira`,
    `DSN        ${dsn}`,
    "",
    ...table(rows(topology)),
    "",
    "",
  ].join("\n");
}

function rows({ routes, queues, tables }: Topology): string[][] {
  return [
    ...routes.map(({ method, path, fn }) => [method, path, fn.handler]),
    ...queues.flatMap(({ name, worker }) => (worker ? [["queue", name, worker.fn.handler]] : [])),
    ...tables.flatMap(({ name, subscribers }) => subscribers.map(({ fn }) => ["stream", name, fn.handler])),
  ];
}

function table(all: string[][]): string[] {
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return all.map(([a = "", b = "", c = ""]) => `${a.padEnd(first)}  ${b.padEnd(second)}  ${c.replace(/\.handler$/, ".ts")}`);
}
