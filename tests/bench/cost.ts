import { readFileSync, writeFileSync } from "node:fs";
import "../support/quiet.ts";
import { type Counted, costTable, type Units, withTables } from "./cost-table.ts";
import { ingestOf } from "./ingest.ts";
import { startWorld, TOKEN } from "./world.ts";

/** `npm run bench:cost`: counts what each step takes of AWS and Redis, and writes what that costs into docs/cost.md. */
const world = await startWorld();
const { dynamo } = await import("../../functions/adapters/dynamo/client.ts");
const { sqs } = await import("../../functions/adapters/sqs/client.ts");
type Capacity = { CapacityUnits?: number };
type Sent = { QueueUrl?: string; Entries?: { MessageBody: string }[] };

const none = (): Units => ({ writeUnits: 0, readUnits: 0, sqs: 0, redis: 0, requests: 0, cpuMs: 0 });
let now = none();
const sent: { queue: string; body: string }[] = [];
const count =
  (next: (args: { input: object }) => Promise<{ output: { ConsumedCapacity?: Capacity | Capacity[] } }>, { commandName = "" }) =>
  async (args: { input: object }) => {
    now.requests++;
    if (commandName.includes("Message")) {
      now.sqs++;
      const { QueueUrl = "", Entries = [] } = args.input as Sent;
      sent.push(...Entries.map((it) => ({ queue: QueueUrl, body: it.MessageBody })));
      return next(args);
    }
    const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
    const units = [answer.output.ConsumedCapacity ?? []].flat().reduce((sum, it) => sum + (it.CapacityUnits ?? 0), 0);
    now[/Put|Update|Delete|Write/.test(commandName) ? "writeUnits" : "readUnits"] += units;
    return answer;
  };
dynamo.middlewareStack.add(count as never, { step: "initialize", name: "count" });
sqs.middlewareStack.add(count as never, { step: "initialize", name: "count" });
const real = globalThis.fetch;
globalThis.fetch = (input, init) => {
  if (!String(input).startsWith(world.url)) {
    now.requests++;
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
    now.redis += Array.isArray(body) && Array.isArray(body[0]) ? body.length : 1;
  }
  return real(input, init);
};

/** What each of `times` takes. */
async function each(times: number, run: () => Promise<unknown>): Promise<Units> {
  now = none();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  now.cpuMs = (user + system) / 1000;
  return Object.fromEntries(Object.entries(now).map(([name, it]) => [name, Math.round((it / times) * 100) / 100])) as Units;
}

const ingest = await ingestOf(world);
const envelopes = ingest.envelopes(60);
const takeIn = async () => {
  for (const body of envelopes) await fetch(ingest.address, { method: "POST", body, headers: { authorization: `Bearer ${TOKEN}` } });
};
// Once to warm up.
await takeIn();
await ingest.oneByOne(20);
const intake = await each(60, takeIn);
const storedAlone = await each(40, () => ingest.oneByOne(40));
const storedTwelve = await each(20, async () => {
  for (let n = 0; n < 20; n++) await ingest.many(12);
});
const wanted = sent.filter((it) => it.queue.includes("OwnerEvaluations")).slice(-20);
const worker = world.topology.queues.find((it) => it.name === "OwnerEvaluationsQueue")?.worker?.fn;
const owners = await each(wanted.length, async () => {
  for (const { body } of wanted) {
    const record = { messageId: "bench", receiptHandle: "bench", body, attributes: { ApproximateReceiveCount: "1" } };
    await world.invoke(worker!, { Records: [record] });
  }
});
const schedules: Counted["schedules"] = [];
for (const { name, everySeconds, fn } of world.topology.schedules) {
  const units = await each(3, async () => {
    for (let n = 0; n < 3; n++) await world.invoke(fn, {});
  });
  schedules.push({ name, perDay: 86_400 / everySeconds, units });
}
const working = world.topology.queues.filter((it) => it.worker);
const counted: Counted = {
  declared: {
    standard: working.filter((it) => !it.fifo).length,
    fifo: working.filter((it) => it.fifo).length,
    alarms: world.topology.alarms.length,
    dashboards: 1,
  },
  ...{ schedules, intake, storedAlone, storedTwelve, owners },
};
writeFileSync("tests/bench/counted.json", `${JSON.stringify(counted, null, 2)}\n`);
writeFileSync("docs/cost.md", withTables(readFileSync("docs/cost.md", "utf8"), counted));
console.log(costTable(counted));
await world.stop();
process.exit(0);
