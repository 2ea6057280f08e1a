import { availableParallelism } from "node:os";
import type { Limit } from "./gives-way.ts";
import type { LoadFigures } from "./load-run.ts";
import { gaveWay } from "./rising.ts";

const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 10 ? 1 : 0));
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const limit = (it: Limit | undefined) => (it ? `${figure(it.rate)}: ${it.part}` : "");

/** What so many units took, each. */
function counted({ name, units, counts, violations }: LoadFigures, noop: LoadFigures): string[] {
  const each = (value: number) => figure(value / units);
  const { dynamodb, writeUnits, indexUnits, readUnits, messages, redis, invocations, jira, cpuMs } = counts;
  const sent = Object.entries(messages).map(([queue, count]) => `${each(count)} ${queue}`);
  return [
    ...[
      name,
      `${figure(cpuMs / units / (noop.counts.cpuMs / noop.units))}`,
      each(invocations),
      each(dynamodb),
      each(writeUnits),
      each(indexUnits),
      each(readUnits),
    ],
    ...[sent.join(", "), each(redis), `${each(jira.reads)} + ${each(jira.writes)}`, String(violations.length)],
  ];
}

/** What was held, closed and open. */
function held({ name, answered, done, steps }: LoadFigures, noop: LoadFigures): string[] {
  const last = steps.filter((it) => it.isHeld).at(-1);
  const most = (of: LoadFigures) => of.steps.filter((it) => it.isHeld).at(-1)?.rate ?? 0;
  const waits = last ? `${last.p50.toFixed(0)} and ${last.p99.toFixed(0)}` : "";
  const sameRate = noop.steps.find((it) => it.rate === last?.rate);
  const ratio = last && sameRate ? (last.p99 / sameRate.p99).toFixed(1) : "";
  return [
    ...[name, `${figure(answered)} (${(answered / noop.answered).toFixed(2)})`, figure(done)],
    ...[last ? `${last.rate} (${(last.rate / most(noop)).toFixed(2)})` : "none", waits, ratio, gaveWay(steps)],
  ];
}

export function loadTables(all: readonly LoadFigures[]): string {
  const [noop, ...rest] = all as [LoadFigures, ...LoadFigures[]];
  const heads = {
    held: [
      "what",
      "answered a second (× no-op)",
      "done a second",
      "held a second (× no-op)",
      "p50 and p99 there, ms",
      "p99 × no-op's",
      "what gave way at twice that",
    ],
    counted: [
      "each",
      "CPU × no-op",
      "invocations",
      "DynamoDB requests",
      "write units",
      "of indexes",
      "read units",
      "messages",
      "Redis commands",
      "Jira reads + writes",
      "violations",
    ],
    limits: ["what", "of a new account, a second", "of a grown one, a second", "and then"],
  };
  return [
    table(
      heads.held,
      all.map((it) => held(it, noop)),
    ),
    table(
      heads.counted,
      all.map((it) => counted(it, noop)),
    ),
    table(
      heads.limits,
      rest.map(({ name, limitsNew, limits: [first, second] }) => [name, limit(limitsNew[0]), limit(first), limit(second)]),
    ),
  ].join("\n\n");
}

/** The page with what was measured between its two marks. */
export function withMeasured(
  page: string,
  tables: string,
  { size, loads, node }: { size: number; loads: readonly number[]; node: string },
): string {
  const [before, , after] = page.split(/<!-- (?:measured|end) -->/);
  const [start = 0, end = 0] = loads;
  const beside = `${size} of each kind in the closed loop, on ${availableParallelism()} cores with Node ${node}, the load of the machine ${start.toFixed(0)} before and ${end.toFixed(0)} after`;
  const how =
    Math.max(start, end / 2) > availableParallelism()
      ? `${beside}: measured beside other work, so only counts and ratios say anything.`
      : `${beside}.`;
  return `${before}<!-- measured -->\n${how}\n\n${tables}\n<!-- end -->${after}`;
}
