import { PRICES } from "./prices.ts";

/** What one step takes, counted: of DynamoDB, SQS (requests) and Redis (commands), and the CPU of its function in milliseconds. */
export type Units = { writeUnits: number; readUnits: number; sqs: number; redis: number; requests: number; cpuMs: number };
export type Counted = {
  declared: { standard: number; fifo: number; alarms: number; dashboards: number };
  schedules: { name: string; perDay: number; units: Units }[];
  /** An error taken in; a batch of one stored, and of twelve of twenty places; the owners of one looked for. */
  intake: Units;
  storedAlone: Units;
  storedTwelve: Units;
  owners: Units;
};

const DAYS = 30;
/** Five long polls of twenty seconds a queue: what AWS does on a quiet queue until it polls less. */
const EMPTY_RECEIVES_PER_DAY = 15 * 60 * 24;
/** What an index takes beside the table, which is not counted here: as much again, and no write takes more. */
const WITH_INDEXES = 2;
const GIGABYTES = 0.5;
/** Of a CPU, that half a gigabyte is given; each request is waited for. */
const CPU_SHARE = 512 / 1769;
const REQUEST_MS = 5;
/** What an invocation logs, with what Lambda says of it, in bytes. */
const LOGGED = 1_000;

type Bill = { database: number; functions: number; queues: number; edge: number; redis: number; watching: number };
const NOTHING: Bill = { database: 0, functions: 0, queues: 0, edge: 0, redis: 0, watching: 0 };
const million = (count: number, price: number): number => (count / 1_000_000) * price;

/** A step done so many times. `messages`: what it takes off a queue, received and deleted together. */
function billOf(units: Units, times: number, { messages = false, edge = false } = {}): Bill {
  const { perMillion, gigabyteSecond, logGigabyte } = PRICES;
  const seconds = (units.cpuMs / CPU_SHARE + units.requests * REQUEST_MS) / 1000;
  return {
    database: times * (million(units.writeUnits * WITH_INDEXES, perMillion.writeUnits) + million(units.readUnits, perMillion.readUnits)),
    functions: times * (million(1, perMillion.lambdaRequests) + seconds * GIGABYTES * gigabyteSecond),
    queues: million(times * (units.sqs + (messages ? 2 : 0)), perMillion.sqsStandard),
    edge: edge ? million(times, perMillion.apiRequests + perMillion.edgeRequests + perMillion.edgeFunction) : 0,
    redis: million(times * units.redis, perMillion.redisCommands),
    watching: (times * LOGGED * logGigabyte) / 1e9,
  };
}

const sum = (...bills: Bill[]): Bill =>
  bills.reduce(
    (all, one) => Object.fromEntries(Object.entries(all).map(([name, it]) => [name, it + one[name as keyof Bill]])) as Bill,
    NOTHING,
  );

/** A month in which nothing comes. */
function idle({ declared, schedules }: Counted): Bill {
  const { perMillion, alarm, dashboard } = PRICES;
  const polls = DAYS * EMPTY_RECEIVES_PER_DAY;
  const ticks = schedules.map(({ perDay, units }) =>
    sum(billOf(units, DAYS * perDay), { ...NOTHING, functions: million(DAYS * perDay, perMillion.schedules) }),
  );
  const standing = {
    ...NOTHING,
    queues: million(declared.standard * polls, perMillion.sqsStandard) + million(declared.fifo * polls, perMillion.sqsFifo),
    watching: declared.alarms * alarm + declared.dashboards * dashboard,
  };
  return sum(standing, ...ticks);
}

/** A month with so many errors a day: fewer than one a second come alone, more are gathered for a second. */
function withErrors(counted: Counted, perDay: number): Bill {
  const errors = DAYS * perDay;
  const isAlone = perDay < 86_400;
  const stored = isAlone ? counted.storedAlone : counted.storedTwelve;
  return sum(
    idle(counted),
    billOf(counted.intake, errors, { edge: true }),
    billOf(stored, errors / (isAlone ? 1 : 12), { messages: true }),
    billOf(counted.owners, errors / (isAlone ? 1 : 10), { messages: true }),
  );
}

const COLUMNS: [keyof Bill, string][] = [
  ["database", "DynamoDB"],
  ["functions", "Lambda"],
  ["queues", "SQS"],
  ["edge", "API and CloudFront"],
  ["redis", "Redis"],
  ["watching", "alarms, dashboard, logs"],
];

export function costTable(counted: Counted): string {
  const rows: [string, Bill][] = [
    ["idle", idle(counted)],
    ["1,000 errors a day", withErrors(counted, 1_000)],
    ["1,000,000 errors a day", withErrors(counted, 1_000_000)],
  ];
  const lines = rows.map(([name, bill]) => {
    const cells = COLUMNS.map(([column]) => bill[column].toFixed(2));
    return `| ${[
      name,
      ...cells,
      Object.values(bill)
        .reduce((all, it) => all + it, 0)
        .toFixed(2),
    ].join(" | ")} |`;
  });
  const head = ["$ a month", ...COLUMNS.map(([, it]) => it), "together"];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...lines].join("\n");
}

const figure = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

function unitsTable({ intake, storedAlone, storedTwelve, owners, schedules }: Counted): string {
  const rows: [string, Units][] = [
    ["an error taken in", intake],
    ["one stored, alone", storedAlone],
    ["twelve stored, of twenty places", storedTwelve],
    ["their owners looked for", owners],
    ...schedules.map(({ name, perDay, units }): [string, Units] => [`${name}, ${perDay.toLocaleString("en")} times a day`, units]),
  ];
  const lines = rows.map(
    ([name, it]) =>
      `| ${[name, it.requests, it.writeUnits, it.readUnits, it.sqs, it.redis, it.cpuMs].map((cell) => (typeof cell === "number" ? figure(cell) : cell)).join(" | ")} |`,
  );
  const head = "| step | requests | write units | read units | SQS requests | Redis commands | CPU, ms |";
  return [head, "| --- | --- | --- | --- | --- | --- | --- |", ...lines].join("\n");
}

/** The part of docs/cost.md between its two marks. */
export function withTables(page: string, counted: Counted): string {
  const [before, , after] = page.split(/<!-- (?:counted|end) -->/);
  const { declared } = counted;
  const standing = `Declared: ${declared.standard} standard and ${declared.fifo} FIFO queues with a worker, ${declared.alarms} alarms, ${declared.dashboards} dashboard.`;
  return `${before}<!-- counted -->\n${costTable(counted)}\n\n${standing}\n\n${unitsTable(counted)}\n<!-- end -->${after}`;
}
