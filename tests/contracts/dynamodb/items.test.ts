import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { type Clients, connect, createFullTable, disconnect } from "../../support/dynamodb.ts";

const TableName = "Items";
let server: Awaited<ReturnType<typeof startDynamoDb>>;
let clients: Clients;

beforeAll(async () => {
  server = await startDynamoDb({});
  clients = connect(server.url);
  await createFullTable(clients, TableName);
});
afterAll(async () => {
  disconnect(clients);
  await server.close();
});

let partitions = 0;
const partition = () => `p${partitions++}`;
const put = (Item: Record<string, unknown>, more: Partial<PutCommandInput> = {}) =>
  clients.documents.send(new PutCommand({ TableName, Item, ...more }));
const get = async (pk: string, sk: string) =>
  (await clients.documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
const update = (pk: string, UpdateExpression: string, values: Record<string, unknown>, more: Partial<UpdateCommandInput> = {}) => {
  const input = { TableName, Key: { pk, sk: "a" }, UpdateExpression, ExpressionAttributeValues: values, ...more };
  return clients.documents.send(new UpdateCommand(input));
};
const INVALID = { name: "ValidationException" };
const absent = { ConditionExpression: "attribute_not_exists(pk)" };

describe("PutItem and GetItem", () => {
  test("give every type back as it was", async () => {
    const values = {
      ...{ fraction: 12.5, largest: 2 ** 53 - 1, negative: -3, text: "é😀", yes: true, nothing: null, empty: "", list: [1, "a", { z: 1 }] },
      ...{ map: { a: { b: [1] } }, texts: new Set(["x", "y"]), numbers: new Set([1, 2]), bytes: new Uint8Array([1, 2, 255]) },
      ...{ emptyList: [], emptyMap: {} },
    };
    const pk = partition();
    await put({ pk, sk: "a", ...values });
    expect(await get(pk, "a")).toEqual({ pk, sk: "a", ...values });
  });

  test("keep 38 digits of a number", async () => {
    const Key = { pk: { S: partition() }, sk: { S: "a" } };
    const n = { N: "12345678901234567890123456789012345678" };
    await clients.raw.send(new PutItemCommand({ TableName, Item: { ...Key, n } }));
    expect((await clients.raw.send(new GetItemCommand({ TableName, Key }))).Item?.n).toEqual(n);
  });

  test("a table that does not exist is an error of its own", async () => {
    const request = new GetCommand({ TableName: "Missing", Key: { pk: "a", sk: "a" } });
    await expect(clients.documents.send(request)).rejects.toThrow(ResourceNotFoundException);
  });

  test("a key of another shape is refused", async () => {
    await expect(clients.documents.send(new GetCommand({ TableName, Key: { pk: "a" } }))).rejects.toMatchObject(INVALID);
  });

  test.each([
    ["an empty key", { pk: "", sk: "x" }],
    ["an index key of another type", { pk: "a", sk: "x", group: "g", height: "first" }],
    ["an empty index key", { pk: "a", sk: "x", kind: "" }],
    ["more than 400 KB", { pk: "a", sk: "x", text: "x".repeat(410 * 1024) }],
  ])("%s is refused", async (_what, item) => {
    await expect(put(item)).rejects.toMatchObject(INVALID);
  });

  test("ALL_OLD is what was replaced", async () => {
    const pk = partition();
    expect((await put({ pk, sk: "a", v: 1 }, { ReturnValues: "ALL_OLD" })).Attributes).toBeUndefined();
    expect((await put({ pk, sk: "a", v: 2 }, { ReturnValues: "ALL_OLD" })).Attributes).toEqual({ pk, sk: "a", v: 1 });
  });

  test("a write tells its units", async () => {
    const text = "x".repeat(1500);
    const { ConsumedCapacity } = await put({ pk: partition(), sk: "a", text }, { ReturnConsumedCapacity: "TOTAL" });
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 2 });
  });
});

describe("conditions", () => {
  test("a failed one tells the item where it is asked for", async () => {
    const item = { pk: partition(), sk: "a", v: 1 };
    await put(item, absent);
    const again = (more: Partial<PutCommandInput>) => put({ ...item, v: 2 }, { ...absent, ...more });
    await expect(again({})).rejects.toSatisfy((error) => error instanceof ConditionalCheckFailedException && !error.Item);
    await expect(again({ ReturnValuesOnConditionCheckFailure: "ALL_OLD" })).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      Item: marshall(item),
    });
    expect(await get(item.pk, "a")).toEqual(item);
  });

  test("of fifty puts of one new item, one wins", async () => {
    const pk = partition();
    const puts = await Promise.allSettled(Array.from({ length: 50 }, (_, v) => put({ pk, sk: "a", v }, absent)));
    expect(puts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("all operators are understood", async () => {
    const pk = partition();
    await put({ pk, sk: "a", n: 2, list: [1, 2], map: {}, texts: new Set(["c"]) });
    const all = [
      "n BETWEEN :one AND :five",
      "n IN (:one, :two)",
      "NOT begins_with(pk, :x)",
      "contains(texts, :c)",
      "size(#list) = :two",
      "attribute_type(#map, :M)",
      "attribute_exists(n)",
      "(n > :one OR n <> :two)",
    ];
    const ExpressionAttributeNames = { "#list": "list", "#map": "map" };
    const values = { ":v": 1, ":one": 1, ":two": 2, ":five": 5, ":x": "x", ":c": "c", ":M": "M" };
    await update(pk, "SET v = :v", values, { ConditionExpression: all.join(" AND "), ExpressionAttributeNames });
    expect(await get(pk, "a")).toMatchObject({ v: 1 });
  });

  test("lists and maps are compared by what is in them, lists in their order", async () => {
    const pk = partition();
    const stored = { list: [1, { b: [2], a: "x" }, 1], map: { one: [1, 2], two: { three: null } } };
    await put({ pk, sk: "a", ...stored });
    const names = (condition: string) =>
      Object.fromEntries(["list", "map"].filter((it) => condition.includes(it)).map((it) => [`#${it}`, it]));
    const holds = (condition: string, value: unknown) =>
      update(pk, "SET n = :v", { ":v": value }, { ConditionExpression: condition, ExpressionAttributeNames: names(condition) }).then(
        () => true,
        (error: Error) => error.name !== "ConditionalCheckFailedException" && Promise.reject(error),
      );
    expect(await holds("#list = :v", [1, { a: "x", b: [2] }, 1])).toBe(true);
    expect(await holds("#map = :v", { two: { three: null }, one: [1, 2] })).toBe(true);
    expect(await holds("#map.one = :v", [1, 2])).toBe(true);
    expect(await holds("#list IN (:v)", stored.list)).toBe(true);
    expect(await holds("#list <> :v", [1, { a: "x", b: [2] }, 1])).toBe(false);
    for (const other of [
      [1, 1, { a: "x", b: [2] }],
      [1, { a: "x", b: [2] }],
      [1, { a: "x", b: ["2"] }, 1],
    ])
      expect(await holds("#list = :v", other), JSON.stringify(other)).toBe(false);
    expect(await holds("#map = :v", { one: [2, 1], two: { three: null } })).toBe(false);
  });

  test("an update on another version is refused", async () => {
    const pk = partition();
    await put({ pk, sk: "a", version: 2 });
    const stale = update(pk, "SET v = :v", { ":v": 1, ":expected": 1 }, { ConditionExpression: "version = :expected" });
    await expect(stale).rejects.toThrow(ConditionalCheckFailedException);
  });
});

describe("UpdateItem", () => {
  test("SET, ADD, REMOVE and DELETE together, and ALL_NEW", async () => {
    const pk = partition();
    await put({ pk, sk: "a", n: 1, l: [1], m: { x: { y: 1 } }, texts: new Set(["a", "b"]), gone: 1 });
    const set = "SET #n = #n + :one, l = list_append(l, :l), m.x.y = :two, z = if_not_exists(z, :zero)";
    const { Attributes } = await update(
      pk,
      `${set}, l2 = list_append(if_not_exists(l2, :none), :l) REMOVE gone ADD cnt :one, texts :c DELETE absent :c`,
      { ":one": 1, ":l": [2], ":two": 2, ":zero": 0, ":none": [], ":c": new Set(["c"]) },
      { ExpressionAttributeNames: { "#n": "n" }, ReturnValues: "ALL_NEW" },
    );
    const expected = { n: 2, l: [1, 2], m: { x: { y: 2 } }, z: 0, cnt: 1, texts: new Set(["a", "b", "c"]), l2: [2] };
    expect(Attributes).toEqual({ pk, sk: "a", ...expected });
    expect(await get(pk, "a")).toEqual(Attributes);
  });

  test("UPDATED_OLD and UPDATED_NEW tell what the update touched", async () => {
    const pk = partition();
    await put({ pk, sk: "a", other: 1, m: { x: 1, y: 2 } });
    const set = async (x: number, ReturnValues: "UPDATED_OLD" | "UPDATED_NEW") =>
      (await update(pk, "SET m.x = :x", { ":x": x }, { ReturnValues })).Attributes;
    expect(await set(2, "UPDATED_NEW")).toEqual({ m: { x: 2 } });
    expect(await set(3, "UPDATED_OLD")).toEqual({ m: { x: 2 } });
  });

  test("makes the item where there is none", async () => {
    const pk = partition();
    await update(pk, "ADD n :one", { ":one": 1 });
    expect(await get(pk, "a")).toEqual({ pk, sk: "a", n: 1 });
  });

  test.each([
    ["an unused value", "SET v = :v", { ":v": 1, ":unused": 1 }],
    ["a reserved word", "SET status = :v", { ":v": 1 }],
    ["a part of the key", "SET sk = :v", { ":v": "b" }],
    ["an empty index key", "SET kind = :v", { ":v": "" }],
  ])("%s is refused", async (_what, expression, values) => {
    await expect(update(partition(), expression, values)).rejects.toMatchObject(INVALID);
  });
});

test("DeleteItem on a condition answers what was there", async () => {
  const pk = partition();
  await put({ pk, sk: "a", z: 0 });
  const input = { TableName, Key: { pk, sk: "a" }, ConditionExpression: "attribute_exists(pk)", ReturnValues: "ALL_OLD" as const };
  expect((await clients.documents.send(new DeleteCommand(input))).Attributes).toEqual({ pk, sk: "a", z: 0 });
  await expect(clients.documents.send(new DeleteCommand(input))).rejects.toThrow(ConditionalCheckFailedException);
});

describe("batches", () => {
  const write = (requests: { PutRequest?: { Item: object }; DeleteRequest?: { Key: object } }[], more: object = {}) =>
    clients.documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests }, ...more }));
  const puts = (pk: string, count: number) => Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: { pk, sk: String(n), n } } }));
  const keys = (pk: string, count: number) => Array.from({ length: count }, (_, n) => ({ pk, sk: String(n) }));
  const read = (Keys: object[], more: object = {}) =>
    clients.documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } }, ...more }));

  test("25 writes are taken, with their units, but not 26 or one item twice", async () => {
    const pk = partition();
    const { ConsumedCapacity, UnprocessedItems } = await write(puts(pk, 25), { ReturnConsumedCapacity: "TOTAL" });
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 25 }]);
    expect(UnprocessedItems).toEqual({});
    await write([{ DeleteRequest: { Key: { pk, sk: "0" } } }]);
    expect(await get(pk, "0")).toBeUndefined();
    await expect(write(puts(pk, 26))).rejects.toMatchObject(INVALID);
    await expect(write([...puts(pk, 1), ...puts(pk, 1)])).rejects.toMatchObject(INVALID);
  });

  test("an invalid write keeps the others of its batch from being made", async () => {
    const pk = partition();
    await expect(write([...puts(pk, 1), { PutRequest: { Item: { pk } } }])).rejects.toMatchObject(INVALID);
    expect(await get(pk, "0")).toBeUndefined();
  });

  test("a hundred reads are taken, but not one key twice", async () => {
    const pk = partition();
    for (let start = 0; start < 100; start += 25) await write(puts(pk, 100).slice(start, start + 25));
    const { Responses, ConsumedCapacity } = await read(keys(pk, 100), { ReturnConsumedCapacity: "TOTAL" });
    expect(Responses?.[TableName]?.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 50 }]);
    await expect(read([...keys(pk, 1), ...keys(pk, 1)])).rejects.toMatchObject(INVALID);
  });
});
