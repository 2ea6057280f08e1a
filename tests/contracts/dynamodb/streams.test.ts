import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { attributes, type Clients, connect, createTable, disconnect, keySchema } from "../../support/dynamodb.ts";

let server: Awaited<ReturnType<typeof startDynamoDb>>;
let clients: Clients;

beforeAll(async () => {
  server = await startDynamoDb({});
  clients = connect(server.url);
});
afterAll(async () => {
  disconnect(clients);
  await server.close();
});

let tables = 0;
const create = (more: object = {}) =>
  createTable(clients, `Streamed-${tables++}`, { AttributeDefinitions: attributes({ pk: "S" }), KeySchema: keySchema("pk"), ...more });
const put = (TableName: string, pk: string, v: unknown) => clients.documents.send(new PutCommand({ TableName, Item: { pk, v } }));
const remove = (TableName: string, pk: string) => clients.documents.send(new DeleteCommand({ TableName, Key: { pk } }));
const changes = async (table: string, after = 0, limit = 1000) => server.feed.read(table, after, limit);
const names = async (table: string) => (await changes(table)).map(({ record }) => record.eventName);

describe("the change feed", () => {
  test("has a record of every change, as Lambda gets it", async () => {
    const table = await create();
    await put(table, "a", 1);
    await put(table, "a", 2);
    await remove(table, "a");
    const records = (await changes(table)).map(({ record }) => record);
    const [one, two] = [marshall({ pk: "a", v: 1 }), marshall({ pk: "a", v: 2 })];
    const common = { Keys: marshall({ pk: "a" }), StreamViewType: "NEW_AND_OLD_IMAGES", SizeBytes: expect.any(Number) };
    expect(records).toMatchObject([
      { eventName: "INSERT", dynamodb: { ...common, NewImage: one } },
      { eventName: "MODIFY", dynamodb: { ...common, NewImage: two, OldImage: one } },
      { eventName: "REMOVE", dynamodb: { ...common, OldImage: two } },
    ]);
    expect(records[0]?.dynamodb).not.toHaveProperty("OldImage");
    expect(records[2]?.dynamodb).not.toHaveProperty("NewImage");
    expect(records[0]).toMatchObject({ eventSource: "aws:dynamodb", eventVersion: "1.1", eventSourceARN: expect.stringContaining(table) });
    expect(Math.abs((records[0]?.dynamodb?.ApproximateCreationDateTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
  });

  test("has none of a write that changed nothing, or that was refused", async () => {
    const table = await create();
    await put(table, "a", { x: 1, y: [new Set(["s"])] });
    await put(table, "a", { y: [new Set(["s"])], x: 1 });
    const update = { UpdateExpression: "SET v.x = :x", ExpressionAttributeValues: { ":x": 1 } };
    await clients.documents.send(new UpdateCommand({ TableName: table, Key: { pk: "a" }, ...update }));
    await remove(table, "absent");
    const refused = { TableName: table, Key: { pk: "a" }, ConditionExpression: "attribute_not_exists(pk)" };
    await expect(clients.documents.send(new DeleteCommand(refused))).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await names(table)).toEqual(["INSERT"]);
  });

  test("has all of a transaction, in the order of its items, and not what it only checked", async () => {
    const table = await create();
    await put(table, "checked", 1);
    const check = { TableName: table, Key: { pk: "checked" }, ConditionExpression: "attribute_exists(pk)" };
    const puts = ["a", "b"].map((pk) => ({ Put: { TableName: table, Item: { pk } } }));
    await clients.documents.send(new TransactWriteCommand({ TransactItems: [{ ConditionCheck: check }, ...puts] }));
    const keys = (await changes(table)).map(({ record }) => record.dynamodb?.Keys?.pk?.S);
    expect(keys).toEqual(["checked", "a", "b"]);
  });

  test.each([
    ["KEYS_ONLY", []],
    ["NEW_IMAGE", ["NewImage"]],
    ["OLD_IMAGE", ["OldImage"]],
  ])("of the view %s has the images %j", async (StreamViewType, images) => {
    const table = await create({ StreamSpecification: { StreamEnabled: true, StreamViewType } });
    await put(table, "a", 1);
    await put(table, "a", 2);
    const [, modified] = await changes(table);
    expect(Object.keys(modified?.record.dynamodb ?? {}).filter((field) => field.endsWith("Image"))).toEqual(images);
  });

  test("is empty for a table without a stream", async () => {
    const table = await create({ StreamSpecification: { StreamEnabled: false } });
    await put(table, "a", 1);
    expect(await changes(table)).toEqual([]);
    expect(await server.feed.last(table)).toBe(0);
  });

  test("positions rise, and reading goes on after one", async () => {
    const table = await create();
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(table, `p${n}`, n)));
    const all = await changes(table);
    const positions = all.map(({ position }) => position);
    expect(positions).toHaveLength(20);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    expect(await server.feed.last(table)).toBe(positions.at(-1));
    expect(await changes(table, positions[4], 3)).toEqual(all.slice(5, 8));
    expect(await changes(table, positions.at(-1))).toEqual([]);
  });

  test("a reader who stops at what there is never misses a record, while fifty write", async () => {
    const table = await create();
    const seen: (string | undefined)[] = [];
    let position = 0;
    let writing = true;
    const writes = Promise.all(Array.from({ length: 200 }, (_, n) => put(table, `p${n}`, n))).finally(() => {
      writing = false;
    });
    const readOn = async () => {
      const next = await changes(table, position, 10);
      seen.push(...next.map(({ record }) => record.dynamodb?.Keys?.pk?.S));
      position = next.at(-1)?.position ?? position;
      return next.length;
    };
    while (writing) {
      await readOn();
      // A store in memory answers without giving the writers a turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writes;
    while ((await readOn()) > 0);
    expect([...seen].sort()).toEqual(Array.from({ length: 200 }, (_, n) => `p${n}`).sort());
  });

  test("calls its listeners after the commit, until they unsubscribe", async () => {
    const table = await create();
    const told: string[] = [];
    const unsubscribe = server.feed.subscribe((name) => told.push(name));
    await put(table, "a", 1);
    await put(table, "a", 1);
    expect(told).toEqual([table]);
    unsubscribe();
    await put(table, "a", 2);
    expect(told).toEqual([table]);
  });

  test("keeps a checkpoint for every subscriber", async () => {
    const table = await create();
    expect(await server.feed.checkpoint(table, "one")).toBe(0);
    await server.feed.saveCheckpoint(table, "one", 5);
    await server.feed.saveCheckpoint(table, "two", 7);
    expect([await server.feed.checkpoint(table, "one"), await server.feed.checkpoint(table, "two")]).toEqual([5, 7]);
  });
});

describe("the Streams API", () => {
  const streamOf = async (table: string) =>
    (await clients.streams.send(new ListStreamsCommand({ TableName: table }))).Streams?.[0]?.StreamArn ?? "";
  const shardOf = async (StreamArn: string) =>
    (await clients.streams.send(new DescribeStreamCommand({ StreamArn }))).StreamDescription?.Shards?.[0]?.ShardId;

  async function readFrom(
    StreamArn: string,
    position: { ShardIteratorType: "TRIM_HORIZON" | "LATEST" | "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER"; SequenceNumber?: string },
  ) {
    const ShardId = await shardOf(StreamArn);
    const { ShardIterator } = await clients.streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...position }));
    return ShardIterator;
  }
  const records = async (ShardIterator: string | undefined, Limit?: number) => {
    const page = await clients.streams.send(new GetRecordsCommand({ ShardIterator, ...(Limit && { Limit }) }));
    return { keys: page.Records?.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S), next: page.NextShardIterator, all: page.Records ?? [] };
  };

  test("describes the stream", async () => {
    const table = await create();
    const StreamArn = await streamOf(table);
    const { StreamDescription } = await clients.streams.send(new DescribeStreamCommand({ StreamArn }));
    expect(StreamDescription).toMatchObject({ TableName: table, StreamStatus: "ENABLED", StreamViewType: "NEW_AND_OLD_IMAGES" });
    expect(StreamDescription?.KeySchema).toEqual(keySchema("pk"));
    await expect(shardOf(`${StreamArn}-other`)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("reads from the start, page by page, and on from the end", async () => {
    const table = await create();
    for (const pk of ["a", "b", "c"]) await put(table, pk, 1);
    const first = await records(await readFrom(await streamOf(table), { ShardIteratorType: "TRIM_HORIZON" }), 2);
    expect(first.keys).toEqual(["a", "b"]);
    const second = await records(first.next);
    expect(second.keys).toEqual(["c"]);
    expect((await records(second.next)).keys).toEqual([]);
    await put(table, "d", 1);
    expect((await records(second.next)).keys).toEqual(["d"]);
  });

  test("reads at, after, and from now on", async () => {
    const table = await create();
    for (const pk of ["a", "b", "c"]) await put(table, pk, 1);
    const arn = await streamOf(table);
    const { all } = await records(await readFrom(arn, { ShardIteratorType: "TRIM_HORIZON" }));
    const SequenceNumber = all[1]?.dynamodb?.SequenceNumber ?? "";
    expect((await records(await readFrom(arn, { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }))).keys).toEqual(["b", "c"]);
    expect((await records(await readFrom(arn, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber }))).keys).toEqual(["c"]);
    const latest = await readFrom(arn, { ShardIteratorType: "LATEST" });
    await put(table, "d", 1);
    expect((await records(latest)).keys).toEqual(["d"]);
  });
});
