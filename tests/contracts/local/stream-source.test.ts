import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { passes } from "../../../infra/local/filters.ts";
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
  const start = () =>
    startStreamSource({ feed: server.feed, table, subscriber: subscriber(over), invoke, park: async (body) => void parked.push(body) });
  const put = async (...keys: string[]) => {
    for (const pk of keys) await clients.documents.send(new PutCommand({ TableName: table, Item: { pk, at: seen.length } }));
  };
  const caughtUp = (source: ReturnType<typeof start>) =>
    vi.waitFor(async () => expect(await source.caughtUp()).toBe(true), { timeout: 10_000, interval: 10 });
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

  test("parks a record that never succeeds, alone, and goes on", async () => {
    const { start, put, caughtUp, parked } = await stream();
    await put("a", "poison", "b", "c", "d");
    const source = start();
    await caughtUp(source);
    await source.stop();
    expect(seen).toEqual(["a", "b", "c", "d"]);
    expect(parked).toEqual([expect.objectContaining({ DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1 }) })]);
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

test.each([
  [{ a: ["x"] }, { a: "x" }, true],
  [{ a: ["x", "y"] }, { a: "z" }, false],
  [{ a: { b: [{ prefix: "no" }] } }, { a: { b: "note" } }, true],
  [{ a: { b: [{ prefix: "no" }] } }, { a: {} }, false],
  [{ a: [{ exists: false }] }, {}, true],
  [{ a: [{ exists: true }] }, {}, false],
  [{ a: [{ "anything-but": ["x"] }] }, { a: "y" }, true],
  [{ a: ["x"], b: ["y"] }, { a: "x" }, false],
])("the filter %j on %j: %s", (pattern, record, expected) => expect(passes(pattern, record)).toBe(expected));

test("a filter that is not known says so", () => expect(() => passes({ a: [{ numeric: [">", 1] }] }, { a: 2 })).toThrow("numeric"));
