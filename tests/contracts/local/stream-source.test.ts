import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { startStreamSource } from "../../../infra/local/stream-source.ts";
import type { Subscriber } from "../../../infra/local/topology.ts";
import { attributes, type Clients, connect, createTable, disconnect, keySchema } from "../../support/dynamodb.ts";
import { seen, tries } from "../../support/handlers/changes.ts";
import { fn } from "../../support/local-functions.ts";

let server: Awaited<ReturnType<typeof startDynamoDb>>;
let clients: Clients;
const { invoke } = createInvoker();
beforeAll(async () => {
  server = await startDynamoDb({});
  clients = connect(server.url);
});
afterAll(async () => {
  disconnect(clients);
  await server.close();
});

const subscriber = (over: Partial<Subscriber> = {}): Subscriber => ({
  name: "test",
  fn: fn("changes"),
  filters: [{ eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ "anything-but": ["ignored"] }] } } } }],
  batchSize: 4,
  partialResponses: true,
  bisect: true,
  maximumRetryAttempts: 2,
  ...over,
});
let tables = 0;
async function stream(over: Partial<Subscriber> = {}) {
  tables += 1;
  const table = await createTable(clients, `Changes${tables}`, {
    AttributeDefinitions: attributes({ pk: "S" }),
    KeySchema: keySchema("pk"),
  });
  seen.length = 0;
  tries.clear();
  const parked: object[] = [];
  const park = async (body: object) => void parked.push(body);
  const start = (more: { park?: typeof park } = {}) =>
    startStreamSource({ feed: server.feed, table, subscriber: subscriber(over), invoke, park, ...more });
  const put = async (...keys: string[]) => {
    for (const pk of keys) await clients.documents.send(new PutCommand({ TableName: table, Item: { pk, at: seen.length } }));
  };
  const caughtUp = (source: ReturnType<typeof start>) =>
    vi.waitFor(async () => expect(await source.caughtUp()).toBe(true), { timeout: 60_000, interval: 10 });
  return { table, start, put, parked, caughtUp };
}

describe("the stream source", () => {
  test("hands records over in order, without those that the filter leaves out", async () => {
    const { start, put, caughtUp } = await stream();
    await put("a", "b", "ignored", "c");
    await put("a");
    const source = start();
    await put("d", "e", "f");
    await caughtUp(source);
    await source.stop();
    expect(seen).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("tries again from the record that failed", async () => {
    const { start, put, caughtUp, parked } = await stream();
    await put("a", "flaky", "b");
    const source = start();
    await caughtUp(source);
    await source.stop();
    expect([seen, tries.get("a"), parked]).toEqual([["a", "flaky", "b"], 1, []]);
  });

  test.each(["poison", "throw"])("parks a record that never succeeds (%s), alone, and goes on", async (bad) => {
    const { table, start, put, caughtUp, parked } = await stream();
    await put("a", bad, "b", "c", "d");
    const source = start();
    await caughtUp(source);
    await source.stop();
    // A thrown error fails the whole batch, so what stood before it may run again.
    expect([...new Set(seen)]).toEqual(["a", "b", "c", "d"]);
    const [, record] = await server.feed.read(table, 0, 10);
    const { SequenceNumber } = record?.record.dynamodb ?? {};
    expect(parked).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 }),
        DDBStreamBatchInfo: expect.objectContaining({
          batchSize: 1,
          startSequenceNumber: SequenceNumber,
          endSequenceNumber: SequenceNumber,
          streamArn: record?.record.eventSourceARN,
        }),
      }),
    ]);
  });

  test("gives up all that is left of a batch that may not be halved", async () => {
    const { start, put, caughtUp, parked } = await stream({ bisect: false, maximumRetryAttempts: 1 });
    await put("a", "poison", "b", "c", "d");
    const source = start();
    await caughtUp(source);
    await source.stop();
    expect(seen).toEqual(["a", "d"]);
    expect(parked).toEqual([expect.objectContaining({ DDBStreamBatchInfo: expect.objectContaining({ batchSize: 3 }) })]);
  });

  test("takes a failure that names no record for one of all, and answers for nothing without partial responses", async () => {
    const whole = await stream();
    await whole.put("a", "unknown", "b");
    const source = whole.start();
    await whole.caughtUp(source);
    await source.stop();
    expect([new Set(seen), whole.parked]).toEqual([new Set(["a", "unknown", "b"]), []]);
    const deaf = await stream({ partialResponses: false });
    await deaf.put("poison");
    const other = deaf.start();
    await deaf.caughtUp(other);
    await other.stop();
    expect([tries.get("poison"), deaf.parked]).toEqual([1, []]);
  });

  test("begins at the checkpoint again when a record cannot be parked", async () => {
    const { start, put, caughtUp, parked } = await stream({ maximumRetryAttempts: 0 });
    await put("poison", "a");
    let refusals = 0;
    const source = start({
      park: async (body) => {
        if (refusals++ === 0) throw new Error("the queue is away, on purpose");
        parked.push(body);
      },
    });
    await caughtUp(source);
    await source.stop();
    expect([refusals, parked.length, seen]).toEqual([2, 1, ["a"]]);
  });

  test("stops in the middle of retries at once, and starts with the same record", async () => {
    const { start, put } = await stream({ maximumRetryAttempts: -1 });
    await put("poison", "a");
    const first = start();
    await vi.waitFor(() => expect(tries.get("poison")).toBeGreaterThan(4), { timeout: 60_000, interval: 10 });
    const asked = performance.now();
    await first.stop();
    expect(performance.now() - asked).toBeLessThan(1500);
    tries.clear();
    const second = start();
    await vi.waitFor(() => expect(tries.get("poison")).toBeGreaterThan(0), { timeout: 60_000, interval: 10 });
    await second.stop();
    expect(seen).toEqual([]);
  });

  test("goes on after a stop from where it was", async () => {
    const { start, put, caughtUp } = await stream();
    await put("a");
    const first = start();
    await caughtUp(first);
    await first.stop();
    await put("b");
    const second = start();
    await caughtUp(second);
    await second.stop();
    expect([seen, tries.get("a")]).toEqual([["a", "b"], 1]);
  });
});
