import type { DynamoDBRecord } from "aws-lambda";
import type { World } from "../world.ts";
import { hottest, sumOf, writtenBy } from "./keys-written.ts";

/** What so many units of a stage took, all that followed from them included. */
export type Counts = {
  dynamodb: number;
  writeUnits: number;
  indexUnits: number;
  readUnits: number;
  /** Sent, by queue. */
  messages: Record<string, number>;
  /** Requests that sent them, by queue. */
  sends: Record<string, number>;
  redis: number;
  invocations: number;
  /** Milliseconds that functions ran on AWS, as `npm run bench:cost` reckons them. */
  functionMs: number;
  cpuMs: number;
  jira: { reads: number; writes: number };
  hot: { place: string; units: number };
};
type Capacity = { CapacityUnits?: number };
type Args = { input: { TransactItems?: Record<string, { Key?: Key; Item?: Key }>[]; QueueUrl?: string; Entries?: unknown[] } };
type Key = { pk: string; sk: string };
type Next = (args: { input: object }) => Promise<{ output: { ConsumedCapacity?: Capacity | Capacity[] } }>;

/** Of a CPU, what half a gigabyte is given; what a request to another machine is waited for. */
const CPU_SHARE = 512 / 1769;
const REQUEST_MS = 5;
const PAGE = 1000;

/** Counts everything that the functions of this process do from now on. `jira`: what was asked of the tracker so far. */
export async function startCounting({ services, topology, queueUrls, redis, invoked }: World) {
  const { dynamo } = await import("../../../functions/adapters/dynamo/client.ts");
  const { sqs } = await import("../../../functions/adapters/sqs/client.ts");
  const names = new Map(Object.entries(queueUrls).map(([name, url]) => [url, name.replace(/Queue$/, "")]));
  const table = topology.tables[0]?.name ?? "";
  const from = await services.feed.last(table);
  const transacted = new Set<string>();
  const counts = { dynamodb: 0, writeUnits: 0, readUnits: 0, redis: 0, messages: {}, sends: {} } as Counts;
  const name = `load-${from}-${Math.random()}`;
  dynamo.middlewareStack.add(
    ((next: Next, { commandName = "" }) =>
      async (args: Args) => {
        counts.dynamodb++;
        for (const it of args.input.TransactItems ?? []) {
          const [{ Key, Item } = {}] = Object.values(it);
          transacted.add(`${(Key ?? Item)?.pk} ${(Key ?? Item)?.sk}`);
        }
        const { output, ...rest } = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const units = [output.ConsumedCapacity ?? []].flat().reduce((sum, it) => sum + (it.CapacityUnits ?? 0), 0);
        counts[/Put|Update|Delete|Write/.test(commandName) ? "writeUnits" : "readUnits"] += units;
        return { output, ...rest };
      }) as never,
    { step: "initialize", name },
  );
  sqs.middlewareStack.add(
    ((next: Next, { commandName = "" }) =>
      (args: Args) => {
        if (commandName === "SendMessageBatchCommand") {
          const queue = names.get(args.input.QueueUrl ?? "") ?? "";
          counts.sends[queue] = (counts.sends[queue] ?? 0) + 1;
          counts.messages[queue] = (counts.messages[queue] ?? 0) + (args.input.Entries?.length ?? 0);
        }
        return next(args);
      }) as never,
    { step: "initialize", name },
  );
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (String(input).startsWith(redis)) counts.redis += commandsIn(init?.body);
    return real(input, init);
  };
  const before = { cpu: process.cpuUsage(), invocations: invoked() };

  return async (jira: Counts["jira"] = { reads: 0, writes: 0 }): Promise<Counts> => {
    dynamo.middlewareStack.remove(name);
    sqs.middlewareStack.remove(name);
    globalThis.fetch = real;
    const { user, system } = process.cpuUsage(before.cpu);
    const records: DynamoDBRecord[] = [];
    for (let at = from; ; ) {
      const page = await services.feed.read(table, at, PAGE);
      records.push(...page.map((it) => it.record));
      if (page.length < PAGE) break;
      at = page.at(-1)?.position ?? at;
    }
    const written = writtenBy(records, (key) => transacted.has(key));
    const requests =
      counts.dynamodb + counts.redis + Object.values(counts.sends).reduce((sum, it) => sum + it, 0) + jira.reads + jira.writes;
    const cpuMs = (user + system) / 1000;
    return {
      ...{ ...counts, jira, cpuMs, indexUnits: sumOf(written.gsi1) + sumOf(written.gsi2), hot: hottest(written) },
      ...{ invocations: invoked() - before.invocations, functionMs: cpuMs / CPU_SHARE + requests * REQUEST_MS },
    };
  };
}

function commandsIn(body: unknown): number {
  const commands: unknown = typeof body === "string" ? JSON.parse(body) : null;
  return Array.isArray(commands) && Array.isArray(commands[0]) ? commands.length : 1;
}
