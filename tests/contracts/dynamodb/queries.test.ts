import { BatchWriteCommand, PutCommand, QueryCommand, type QueryCommandInput, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { attributes, type Clients, connect, createFullTable, createTable, disconnect, index, keySchema } from "../../support/dynamodb.ts";
import { sized } from "../../support/size.ts";

const TableName = "Queried";
const COUNT = 500;
let server: Awaited<ReturnType<typeof startDynamoDb>>;
let clients: Clients;

type Item = Record<string, unknown>;
const sortKey = (number: number) => String(number).padStart(4, "0");

async function putAll(table: string, items: Item[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, batch) => items.slice(batch * 25, batch * 25 + 25));
  const write = (batch: Item[]) =>
    clients.documents.send(new BatchWriteCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }));
  for (let start = 0; start < batches.length; start += 8) await Promise.all(batches.slice(start, start + 8).map(write));
}

/** Page by page to the end. */
async function queryAll(input: Partial<QueryCommandInput>): Promise<{ items: Item[]; pages: number; lastKeys: Item[] }> {
  const items: Item[] = [];
  const lastKeys: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  let pages = 0;
  do {
    const page = await clients.documents.send(new QueryCommand({ TableName, ...input, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    if (page.LastEvaluatedKey) lastKeys.push(page.LastEvaluatedKey);
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages++;
  } while (ExclusiveStartKey);
  return { items, pages, lastKeys };
}

const where = (KeyConditionExpression: string, values: Item, names?: Record<string, string>) => ({
  KeyConditionExpression,
  ExpressionAttributeValues: values,
  ...(names && { ExpressionAttributeNames: names }),
});
const inGroup = (group: string) => ({ IndexName: "by-group", ...where("#group = :group", { ":group": group }, { "#group": "group" }) });

beforeAll(async () => {
  server = await startDynamoDb({});
  clients = connect(server.url);
  await createFullTable(clients, TableName);
  const items = Array.from({ length: COUNT }, (_, n) => {
    const indexed = { group: "all", height: COUNT - n, kind: `k${n % 2}`, local: n };
    return { pk: "q", sk: sortKey(n), a: n, text: "x".repeat(4000), ...indexed };
  });
  await putAll(TableName, items);
});
afterAll(async () => {
  disconnect(clients);
  await server.close();
});

describe("Query", () => {
  test("pages after 1 MB", async () => {
    const { items, pages } = await queryAll(where("pk = :pk", { ":pk": "q" }));
    expect(items.map(({ a }) => a)).toEqual(Array.from({ length: COUNT }, (_, n) => n));
    expect(pages).toBeGreaterThanOrEqual(2);
  });

  test("pages by limit, backwards, within a prefix", async () => {
    const input = { Limit: 70, ScanIndexForward: false, ...where("pk = :pk AND begins_with(sk, :two)", { ":pk": "q", ":two": "02" }) };
    const { items, pages } = await queryAll(input);
    expect(items.map(({ a }) => a)).toEqual(Array.from({ length: 100 }, (_, n) => 299 - n));
    expect(pages).toBe(2);
  });

  test.each([
    ["height BETWEEN :x AND :y", (height: number) => height >= 9 && height <= 11],
    ["height < :y", (height: number) => height < 11],
    ["height <= :y", (height: number) => height <= 11],
    ["height > :y", (height: number) => height > 11],
    ["height >= :y", (height: number) => height >= 11],
    ["height = :y", (height: number) => height === 11],
  ])("an index is read in the order of its numbers: %s", async (condition, holds) => {
    const values = { ":group": "all", ":y": 11, ...(condition.includes(":x") && { ":x": 9 }) };
    const input = { ...inGroup("all"), KeyConditionExpression: `#group = :group AND ${condition}`, ExpressionAttributeValues: values };
    const { items, lastKeys } = await queryAll({ ...input, Limit: 33 });
    const heights = Array.from({ length: COUNT }, (_, n) => n + 1).filter(holds);
    expect(items.map(({ height }) => height)).toEqual(heights);
    for (const key of lastKeys) expect(Object.keys(key).sort()).toEqual(["group", "height", "pk", "sk"]);
  });

  test("an index has the attributes it was declared with, and no consistent read", async () => {
    const input = { IndexName: "by-kind", Limit: 1, ...where("kind = :k", { ":k": "k0" }) };
    const { Items } = await clients.documents.send(new QueryCommand({ TableName, ...input }));
    expect(Object.keys(Items?.[0] ?? {}).sort()).toEqual(["a", "kind", "pk", "sk"]);
    const consistent = clients.documents.send(new QueryCommand({ TableName, ...input, ConsistentRead: true }));
    await expect(consistent).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("a local index, a filter, a count and its units", async () => {
    const local = { IndexName: "by-local", ...where("pk = :pk AND #local >= :from", { ":pk": "q", ":from": 480 }, { "#local": "local" }) };
    expect((await queryAll(local)).items).toHaveLength(20);
    const values = { ":pk": "q", ":x": 5 };
    const counted = { Select: "COUNT", Limit: 100, FilterExpression: "a < :x", ReturnConsumedCapacity: "TOTAL" } as const;
    const answer = await clients.documents.send(new QueryCommand({ TableName, ...counted, ...where("pk = :pk", values) }));
    expect(answer).toMatchObject({ Count: 5, ScannedCount: 100 });
    expect(answer.ConsumedCapacity?.CapacityUnits).toBeGreaterThan(45);
  });
});

describe("Scan", () => {
  const scanAll = async (input: object) => {
    const items: Item[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await clients.documents.send(new ScanCommand({ TableName, ...input, ExclusiveStartKey }));
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items.filter(({ pk }) => String(pk).startsWith("s"));
  };

  test("the segments are the whole, each item once, in small pages", async () => {
    const pks = Array.from({ length: 40 }, (_, n) => `s${n}`);
    await putAll(
      TableName,
      pks.map((pk) => ({ pk, sk: "a", kind: "scanned" })),
    );
    const segments = await Promise.all([0, 1, 2].map((Segment) => scanAll({ Segment, TotalSegments: 3, Limit: 7 })));
    const byName = (items: Item[]) => items.map(({ pk }) => String(pk)).sort();
    expect(byName(segments.flat())).toEqual([...pks].sort());
    expect(byName(await scanAll({ IndexName: "by-kind", Limit: 3 }))).toEqual([...pks].sort());
  });
});

describe("an index", () => {
  const group = async (name: string, Limit?: number) =>
    (await queryAll({ ...inGroup(name), ...(Limit && { Limit }) })).items.map(({ pk }) => pk).sort();

  test("has equal keys beside each other, only items with its keys, and follows a change of key", async () => {
    const items = ["d1", "d2"].map((pk) => ({ pk, sk: "a", group: "moving", height: 1 }));
    await putAll(TableName, [...items, { pk: "d3", sk: "a", group: "moving" }]);
    expect(await group("moving")).toEqual(["d1", "d2"]);
    const Key = { pk: "d1", sk: "a" };
    const names = { "#group": "group" };
    const set = { UpdateExpression: "SET #group = :g", ExpressionAttributeNames: names, ExpressionAttributeValues: { ":g": "moved" } };
    await clients.documents.send(new UpdateCommand({ TableName, Key, ...set }));
    expect([await group("moving"), await group("moved")]).toEqual([["d2"], ["d1"]]);
    const remove = { UpdateExpression: "REMOVE #group", ExpressionAttributeNames: names };
    await clients.documents.send(new UpdateCommand({ TableName, Key, ...remove }));
    expect([await group("moving"), await group("moved")]).toEqual([["d2"], []]);
  });

  test("pages one by one through equal keys", async () => {
    const pks = Array.from({ length: 5 }, (_, n) => `e${n}`);
    await putAll(
      TableName,
      pks.map((pk) => ({ pk, sk: "a", group: "equal", height: 7 })),
    );
    expect(await group("equal", 1)).toEqual(pks);
  });

  test("never takes two items for one, however their keys are divided", async () => {
    let groups = 0;
    const part = fc.string({ unit: fc.constantFrom("a", "b", "/", "~"), minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(part, part), { minLength: 2, maxLength: 8, selector: (key) => key.join("|") }),
        async (keys) => {
          const name = `divided ${groups++}`;
          for (const [pk, sk] of keys) {
            await clients.documents.send(new PutCommand({ TableName, Item: { pk: `${name} ${pk}`, sk, group: name, height: 1 } }));
          }
          expect(await group(name)).toHaveLength(keys.length);
        },
      ),
      {
        numRuns: 30,
        examples: [
          [
            [
              ["ab", "c"],
              ["a", "bc"],
            ],
          ],
        ],
      },
    );
  });

  const CROWD = sized(1_000, 20_000);
  test(`keeps ${CROWD} items of one key apart`, async () => {
    const table = await createTable(clients, "Crowded", {
      AttributeDefinitions: attributes({ pk: "S", sk: "S", group: "S" }),
      KeySchema: keySchema("pk", "sk"),
      GlobalSecondaryIndexes: [{ ...index("by-group", "group"), Projection: { ProjectionType: "KEYS_ONLY" } }],
      StreamSpecification: { StreamEnabled: false },
    });
    await putAll(
      table,
      Array.from({ length: CROWD }, (_, n) => ({ pk: `user#${n}`, sk: "profile", group: "open" })),
    );
    const { items } = await queryAll({ TableName: table, ...inGroup("open") });
    expect(new Set(items.map(({ pk }) => pk)).size).toBe(CROWD);
    expect(items).toHaveLength(CROWD);
  });
});
