import { IdempotentParameterMismatchException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { type Clients, connect, createFullTable, disconnect } from "../../support/dynamodb.ts";

const TableName = "Transacted";
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

type Step = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
let partitions = 0;
const partition = () => `p${partitions++}`;
const transact = (steps: Step[], more: Partial<TransactWriteCommandInput> = {}) =>
  clients.documents.send(new TransactWriteCommand({ TransactItems: steps, ...more }));
const put = (Item: Record<string, unknown>, more: object = {}): Step => ({ Put: { TableName, Item, ...more } });
const add = (pk: string, sk: string, amount = 1): Step => ({
  Update: { TableName, Key: { pk, sk }, UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": amount } },
});
const store = (Item: Record<string, unknown>) => clients.documents.send(new PutCommand({ TableName, Item }));
const get = async (pk: string, sk: string) =>
  (await clients.documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
const unless = (attribute: string) => ({ ConditionExpression: `attribute_not_exists(${attribute})` });

async function refusal(sent: Promise<unknown>): Promise<TransactionCanceledException> {
  const error = await sent.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  return error as TransactionCanceledException;
}

describe("TransactWriteItems", () => {
  test("puts, updates, deletes and checks together", async () => {
    const pk = partition();
    for (const sk of ["updated", "deleted", "checked"]) await store({ pk, sk, n: 1 });
    await transact([
      put({ pk, sk: "put", group: pk, height: 1 }, unless("pk")),
      add(pk, "updated"),
      { Delete: { TableName, Key: { pk, sk: "deleted" } } },
      {
        ConditionCheck: {
          TableName,
          Key: { pk, sk: "checked" },
          ConditionExpression: "n = :one",
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
    ]);
    expect(await get(pk, "updated")).toMatchObject({ n: 2 });
    expect(await get(pk, "deleted")).toBeUndefined();
    expect(await get(pk, "checked")).toEqual({ pk, sk: "checked", n: 1 });
    const query = { TableName, IndexName: "by-group", KeyConditionExpression: "#g = :g", ExpressionAttributeNames: { "#g": "group" } };
    const { Count } = await clients.documents.send(new QueryCommand({ ...query, ExpressionAttributeValues: { ":g": pk } }));
    expect(Count).toBe(1);
  });

  test("where one condition fails nothing is written, and the reasons stand in order", async () => {
    const pk = partition();
    await store({ pk, sk: "there", n: 7 });
    const withItem = { ...unless("pk"), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
    const error = await refusal(transact([add(pk, "new"), put({ pk, sk: "there" }, withItem), put({ pk, sk: "other" }), add(pk, "newer")]));
    expect(error.CancellationReasons?.map(({ Code }) => Code)).toEqual(["None", "ConditionalCheckFailed", "None", "None"]);
    expect(error.CancellationReasons?.[1]?.Item).toEqual(marshall({ pk, sk: "there", n: 7 }));
    expect(error.message).toContain("[None, ConditionalCheckFailed, None, None]");
    for (const sk of ["new", "other", "newer"]) expect(await get(pk, sk)).toBeUndefined();
  });

  test("the item that failed a condition is told only where it is asked for", async () => {
    const pk = partition();
    await store({ pk, sk: "there" });
    const error = await refusal(transact([put({ pk, sk: "there" }, unless("pk"))]));
    expect(error.CancellationReasons).toEqual([{ Code: "ConditionalCheckFailed", Message: expect.any(String) }]);
  });

  test("an update that cannot be applied is a reason of its own", async () => {
    const pk = partition();
    const Update = { TableName, Key: { pk, sk: "a" }, UpdateExpression: "SET x = y + :n", ExpressionAttributeValues: { ":n": 1 } };
    const error = await refusal(transact([{ Update }, put({ pk, sk: "b" })]));
    expect(error.CancellationReasons?.map(({ Code }) => Code)).toEqual(["ValidationError", "None"]);
  });

  test("takes a hundred items, but not one more, none, or one twice", async () => {
    const pk = partition();
    const puts = (count: number) => Array.from({ length: count }, (_, number) => put({ pk, sk: String(number) }));
    await transact(puts(100));
    expect(await get(pk, "99")).toBeDefined();
    const invalid = { name: "ValidationException" };
    await expect(transact(puts(101))).rejects.toMatchObject(invalid);
    await expect(transact([])).rejects.toMatchObject(invalid);
    await expect(transact([put({ pk, sk: "x" }), { Delete: { TableName, Key: { pk, sk: "x" } } }])).rejects.toMatchObject(invalid);
    expect(await get(pk, "x")).toBeUndefined();
  });

  test("refuses an invalid item before it writes any", async () => {
    const pk = partition();
    const invalid = { name: "ValidationException" };
    await expect(transact([put({ pk, sk: "good" }), put({ pk, sk: "" })])).rejects.toMatchObject(invalid);
    await expect(transact([put({ pk, sk: "good" }), put({ pk, sk: "bad", kind: "" })])).rejects.toMatchObject(invalid);
    await expect(transact([put({ pk, sk: "good" }), { Update: add(pk, "x").Update, Put: put({ pk, sk: "y" }).Put }])).rejects.toMatchObject(
      invalid,
    );
    const ConditionCheck = { TableName, Key: { pk, sk: "good" }, ConditionExpression: undefined };
    await expect(transact([{ ConditionCheck }])).rejects.toMatchObject(invalid);
    expect(await get(pk, "good")).toBeUndefined();
  });

  test("with a client token it is done once", async () => {
    const pk = partition();
    const once = () => transact([add(pk, "counter")], { ClientRequestToken: `token-${pk}` });
    await Promise.all([once(), once(), once()]);
    expect(await get(pk, "counter")).toMatchObject({ n: 1 });
    const other = transact([add(pk, "counter", 2)], { ClientRequestToken: `token-${pk}` });
    await expect(other).rejects.toThrow(IdempotentParameterMismatchException);
  });

  test("a token of a transaction that was cancelled is not used up", async () => {
    const pk = partition();
    const attempt = () => transact([add(pk, "counter"), put({ pk, sk: "lock" }, unless("held"))], { ClientRequestToken: `token-${pk}` });
    await store({ pk, sk: "lock", held: true });
    await refusal(attempt());
    await store({ pk, sk: "lock" });
    await attempt();
    expect(await get(pk, "counter")).toMatchObject({ n: 1 });
  });

  test("fifty at once on one counter all count, in both orders of their items", async () => {
    const pk = partition();
    const steps = (number: number) => [add(pk, "one"), add(pk, "two"), put({ pk, sk: `log ${number}` })];
    await Promise.all(Array.from({ length: 50 }, (_, number) => transact(number % 2 ? steps(number) : steps(number).reverse())));
    expect(await get(pk, "one")).toMatchObject({ n: 50 });
    expect(await get(pk, "two")).toMatchObject({ n: 50 });
  });
});

describe("TransactGetItems", () => {
  const read = (keys: { pk: string; sk: string }[], more: object = {}) =>
    clients.documents.send(new TransactGetCommand({ TransactItems: keys.map((Key) => ({ Get: { TableName, Key, ...more } })) }));

  test("answers in order, with nothing for what is missing", async () => {
    const pk = partition();
    await store({ pk, sk: "a", n: 1, m: { x: 1, y: 2 } });
    const keys = [
      { pk, sk: "a" },
      { pk, sk: "missing" },
    ];
    expect((await read(keys)).Responses).toEqual([{ Item: { pk, sk: "a", n: 1, m: { x: 1, y: 2 } } }, {}]);
    expect((await read(keys, { ProjectionExpression: "m.y" })).Responses?.[0]).toEqual({ Item: { m: { y: 2 } } });
  });

  test("never sees half of a transaction", async () => {
    const pk = partition();
    const keys = ["a", "b"].map((sk) => ({ pk, sk }));
    const writes = Promise.all(Array.from({ length: 30 }, () => transact([add(pk, "a"), add(pk, "b")])));
    const seen = await Promise.all(Array.from({ length: 30 }, () => read(keys)));
    await writes;
    for (const { Responses } of seen) expect(Responses?.[0]?.Item?.n).toBe(Responses?.[1]?.Item?.n);
    expect(await get(pk, "a")).toMatchObject({ n: 30 });
  });
});

describe("consumed capacity", () => {
  const TOTAL = { ReturnConsumedCapacity: "TOTAL" } as const;
  const kilobytes = (count: number) => "x".repeat(count * 1024 - 200);

  test("a transaction takes two units for every started KB of the larger image of each item", async () => {
    const pk = partition();
    await store({ pk, sk: "large", text: kilobytes(3) });
    const steps = [put({ pk, sk: "small" }), put({ pk, sk: "medium", text: kilobytes(2) }), put({ pk, sk: "large" })];
    const { ConsumedCapacity } = await transact(steps, TOTAL);
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 12, WriteCapacityUnits: 12 }]);
  });

  test("a repeated token reads, and a transactional read takes two units for every started 4 KB", async () => {
    const pk = partition();
    const steps = [put({ pk, sk: "small" }), put({ pk, sk: "large", text: kilobytes(5) })];
    await transact(steps, { ClientRequestToken: pk });
    const read = [{ TableName, CapacityUnits: 6, ReadCapacityUnits: 6 }];
    expect((await transact(steps, { ClientRequestToken: pk, ...TOTAL })).ConsumedCapacity).toEqual(read);
    const TransactItems = ["small", "large"].map((sk) => ({ Get: { TableName, Key: { pk, sk } } }));
    const answer = await clients.documents.send(new TransactGetCommand({ TransactItems, ...TOTAL }));
    expect(answer.ConsumedCapacity).toEqual(read);
  });

  test("is not told where it is not asked for", async () => {
    expect((await transact([put({ pk: partition(), sk: "a" })])).ConsumedCapacity).toBeUndefined();
  });
});
