import type { Fn, Topology } from "./topology.ts";

const file = (fn: Fn): string => `\`${fn.handler.replace(/\.handler$/, ".ts")}\``;
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** Every route, queue and stream, for the README. */
export function flowTable({ routes, queues, tables, schedules }: Topology): string {
  const byHandler = Map.groupBy(routes, ({ fn }) => fn.handler);
  return table(
    ["what comes in", "who takes it"],
    [
      ...[...byHandler.values()].map((all) => [
        all.map(({ method, path }) => `\`${method} ${path}\``).join("<br>"),
        file(all[0]?.fn as Fn),
      ]),
      ...queues.flatMap(({ name, worker }) => (worker ? [[`queue \`${name}\``, file(worker.fn)]] : [])),
      ...tables.flatMap(({ subscribers }) => subscribers.map(({ fn }) => ["the table's stream", file(fn)])),
      ...schedules.map(({ everySeconds, fn }) => [`every ${everySeconds / 60} minutes`, file(fn)]),
    ],
  );
}

/** docs/flows.md: the topology in full. */
export function flowsPage({ functions, routes, queues, tables, schedules }: Topology): string {
  const working = queues.filter((it) => it.worker);
  const sections = [
    "# Flows",
    "Generated from `infra/` by `npm run docs`; a test fails when it is stale.",
    "## Routes",
    table(
      ["route", "function"],
      routes.map(({ method, path, fn }) => [`\`${method} ${path}\``, file(fn)]),
    ),
    "## Queues",
    table(
      ["queue", "order", "worker", "batch", "visibility", "given up after", "then in"],
      working.map(({ name, fifo, worker, visibilitySeconds, deadLetter }) => [
        `\`${name}\``,
        fifo ? "FIFO" : "none",
        worker ? file(worker.fn) : "",
        String(worker?.batchSize),
        `${visibilitySeconds} s`,
        `${deadLetter?.maxReceiveCount} tries`,
        `\`${deadLetter?.queue}\``,
      ]),
    ),
    "## Streams",
    table(
      ["table", "function", "records", "batch", "retries", "given up into"],
      tables.flatMap(({ name, subscribers }) =>
        subscribers.map((it) => [
          `\`${name}\``,
          file(it.fn),
          it.filters.map((filter) => `\`${JSON.stringify(filter)}\``).join("<br>"),
          String(it.batchSize),
          String(it.maximumRetryAttempts),
          `\`${it.onFailure ?? ""}\``,
        ]),
      ),
    ),
    "## Schedules",
    table(
      ["schedule", "every", "function"],
      schedules.map(({ name, everySeconds, fn }) => [`\`${name}\``, `${everySeconds} s`, file(fn)]),
    ),
    "## Functions",
    table(
      ["function", "timeout", "memory", "function URL", "links"],
      functions.map((it) => [
        file(it),
        `${it.timeoutSeconds} s`,
        `${it.memoryMb} MB`,
        it.url ? "yes" : "",
        it.links.map((link) => `\`${link}\``).join(", "),
      ]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

const BEGIN = "<!-- flows:begin -->";
const END = "<!-- flows:end -->";

/** A page with the table between its two marks. Throws where the marks are missing. */
export function withTable(page: string, flows: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`The page lacks ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n${flows}\n${END}${after}`;
}
