import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { attributes, type Clients, connect, createTable, disconnect, index, keySchema } from "../support/dynamodb.ts";
import { canRunDynamoDbLocal, startDynamoDbLocal } from "../support/dynamodb-local.ts";
import { type Operation, operation } from "../support/dynamodb-operations.ts";

const TABLE = "Fuzz";
const OPERATIONS = 1500;

describe.skipIf(!canRunDynamoDbLocal)("differential fuzz against DynamoDB Local (needs Java)", () => {
  let ours: Clients;
  let theirs: Clients;
  const stops: (() => unknown)[] = [];

  beforeAll(async () => {
    const embedded = await startDynamoDb({});
    const local = await startDynamoDbLocal();
    [ours, theirs] = [connect(embedded.url), connect(local.url)];
    stops.push(
      () => disconnect(ours),
      () => disconnect(theirs),
      () => embedded.close(),
      () => local.stop(),
    );
    for (const clients of [ours, theirs]) {
      await createTable(clients, TABLE, {
        AttributeDefinitions: attributes({ pk: "S", sk: "N", g: "S", gs: "N" }),
        KeySchema: keySchema("pk", "sk"),
        GlobalSecondaryIndexes: [index("by-group", "g", "gs")],
      });
    }
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  test("1,500 random requests get the same answers; any error equals any error", async () => {
    const seed = Number(process.env.LOCKSTEP_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`seed ${seed}`);
    for (const [at, it] of fc.sample(operation, { seed, numRuns: OPERATIONS }).entries()) {
      const [a, b] = await Promise.all([run(ours.raw, it), run(theirs.raw, it)]);
      expect(a, `seed ${seed}, request ${at}: ${JSON.stringify(it)}`).toEqual(b);
    }
  });
});

/** The answer in one form: numbers as numbers, sets in order, an error as an error, a cancelled transaction with its reasons. */
async function run(client: DynamoDBClient, it: Operation): Promise<unknown> {
  try {
    if (it.kind === "Query") return { items: await pages(client, it.input) };
    if (it.kind === "Transact") {
      const TransactItems = it.items.map(({ kind, input }) => ({ [kind]: { TableName: TABLE, ...input } }));
      await client.send(new TransactWriteItemsCommand({ TransactItems: TransactItems as never }));
      return {};
    }
    const input = { TableName: TABLE, ...it.input } as never;
    if (it.kind === "Get") return { item: plain((await client.send(new GetItemCommand(input))).Item) };
    const commands = {
      Put: () => new PutItemCommand(input),
      Update: () => new UpdateItemCommand(input),
      Delete: () => new DeleteItemCommand(input),
    };
    const { Attributes } = await client.send(commands[it.kind]() as PutItemCommand);
    return { attributes: plain(Attributes && Object.keys(Attributes).length > 0 ? Attributes : undefined) };
  } catch {
    return { error: true };
  }
}

/** Entries of an index with equal keys have no order among themselves. */
async function pages(client: DynamoDBClient, input: object): Promise<string[]> {
  const found: string[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const answer = await client.send(new QueryCommand({ TableName: TABLE, ...input, ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
    found.push(...(answer.Items ?? []).map((item) => JSON.stringify(plain(item))));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found.sort();
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if ("N" in value) return { N: Number(value.N) };
  if ("SS" in value && Array.isArray(value.SS)) return { SS: [...value.SS].sort() };
  if ("NS" in value && Array.isArray(value.NS)) return { NS: value.NS.map(Number).sort((a, b) => a - b) };
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, it]) => [name, plain(it)]),
  );
}
