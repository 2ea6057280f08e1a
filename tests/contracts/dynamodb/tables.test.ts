import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startDynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { attributes, type Clients, connect, createFullTable, createTable, disconnect, keySchema } from "../../support/dynamodb.ts";

// Not offered by the local DynamoDB, and not used by the project: PartiQL, UpdateTable (and with it adding an index to a table).
let server: Awaited<ReturnType<typeof startDynamoDb>>;
let clients: Clients;

beforeAll(async () => {
  server = await startDynamoDb({ ttlSweepMs: 50 });
  clients = connect(server.url);
});
afterAll(async () => {
  disconnect(clients);
  await server.close();
});

const simple = { AttributeDefinitions: attributes({ pk: "S" }), KeySchema: keySchema("pk") };
const describeTable = async (TableName: string) => (await clients.raw.send(new DescribeTableCommand({ TableName }))).Table;

test("listens on this machine only", () => {
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
});

test("a request without a signature is refused", async () => {
  const headers = { "x-amz-target": "DynamoDB_20120810.ListTables" };
  const response = await fetch(server.url, { method: "POST", headers, body: "{}" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: expect.stringContaining("MissingAuthenticationToken") });
});

test.each([
  ["DynamoDB_20120810.ExecuteStatement", "{}", "UnknownOperation"],
  ["DynamoDB_20120810.constructor", "{}", "UnknownOperation"],
  ["DynamoDB_20120810.GetItem", "[]", "Serialization"],
  ["DynamoDB_20120810.GetItem", "not json", "Serialization"],
  ["DynamoDB_20120810.TransactWriteItems", "{}", "Validation"],
])("%s of %s is a %sException", async (target, body, type) => {
  const headers = { "x-amz-target": target, authorization: "AWS4-HMAC-SHA256" };
  const response = await fetch(server.url, { method: "POST", headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: expect.stringContaining(`${type}Exception`) });
});

describe("tables", () => {
  test("one is described as it was created, and active at once", async () => {
    await createFullTable(clients, "Described");
    await waitUntilTableExists({ client: clients.raw, minDelay: 1, maxDelay: 1, maxWaitTime: 5 }, { TableName: "Described" });
    const table = await describeTable("Described");
    expect(table).toMatchObject({
      TableStatus: "ACTIVE",
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      LatestStreamArn: expect.stringContaining("table/Described/stream/"),
    });
    expect(table?.GlobalSecondaryIndexes?.map(({ IndexStatus }) => IndexStatus)).toEqual(["ACTIVE", "ACTIVE"]);
    expect(table?.LocalSecondaryIndexes).toHaveLength(1);
  });

  test("a name is taken once, also by two at a time", async () => {
    const both = await Promise.allSettled([createTable(clients, "Twice", simple), createTable(clients, "Twice", simple)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(createTable(clients, "Twice", simple)).rejects.toThrow(ResourceInUseException);
  });

  test("one without its key's definition is refused", async () => {
    await expect(createTable(clients, "Undefined", { AttributeDefinitions: [], KeySchema: keySchema("pk") })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  test("all are listed, page by page", async () => {
    for (const name of ["List-a", "List-b", "List-c"]) await createTable(clients, name, simple);
    const first = await clients.raw.send(new ListTablesCommand({ ExclusiveStartTableName: "List-", Limit: 2 }));
    expect(first).toMatchObject({ TableNames: ["List-a", "List-b"], LastEvaluatedTableName: "List-b" });
    const rest = await clients.raw.send(new ListTablesCommand({ ExclusiveStartTableName: "List-b", Limit: 1 }));
    expect(rest.TableNames).toEqual(["List-c"]);
  });

  test("a deleted one is gone with all that was in it, and its name is free again", async () => {
    const item = { pk: "p", sk: "s", group: "g", height: 1, kind: "k", local: 1 };
    const TableName = await createFullTable(clients, "Deleted");
    await clients.documents.send(new PutCommand({ TableName, Item: item }));
    await clients.raw.send(new DeleteTableCommand({ TableName }));
    await expect(describeTable(TableName)).rejects.toThrow(ResourceNotFoundException);
    await expect(clients.documents.send(new GetCommand({ TableName, Key: { pk: "p", sk: "s" } }))).rejects.toThrow(
      ResourceNotFoundException,
    );

    await createFullTable(clients, TableName);
    const query = { TableName, IndexName: "by-kind", KeyConditionExpression: "kind = :k", ExpressionAttributeValues: { ":k": "k" } };
    expect((await clients.documents.send(new QueryCommand(query))).Count).toBe(0);
    expect(await server.feed.read(TableName, 0, 10)).toEqual([]);
  });

  test("tags are set, listed and removed", async () => {
    await createTable(clients, "Tagged", simple);
    const ResourceArn = (await describeTable("Tagged"))?.TableArn;
    const tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    await clients.raw.send(new TagResourceCommand({ ResourceArn, Tags: tags }));
    expect((await clients.raw.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual(tags);
    await clients.raw.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    expect((await clients.raw.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual(tags.slice(1));
  });

  test("continuous backups are described as off", async () => {
    await createTable(clients, "BackedUp", simple);
    const { ContinuousBackupsDescription } = await clients.raw.send(new DescribeContinuousBackupsCommand({ TableName: "BackedUp" }));
    expect(ContinuousBackupsDescription?.ContinuousBackupsStatus).toBe("DISABLED");
  });
});

describe("time to live", () => {
  const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
  const enable = (TableName: string) =>
    clients.raw.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: "expires", Enabled: true } }));
  const put = (TableName: string, pk: string, expires: unknown) =>
    clients.documents.send(new PutCommand({ TableName, Item: { pk, expires } }));
  const exists = async (TableName: string, pk: string) =>
    (await clients.documents.send(new GetCommand({ TableName, Key: { pk } }))).Item !== undefined;
  const gone = (TableName: string, pk: string) =>
    vi.waitUntil(async () => !(await exists(TableName, pk)), { timeout: 60_000, interval: 20 });

  test("is described", async () => {
    await createTable(clients, "Lasting", simple);
    const status = async () => (await clients.raw.send(new DescribeTimeToLiveCommand({ TableName: "Lasting" }))).TimeToLiveDescription;
    expect(await status()).toEqual({ TimeToLiveStatus: "DISABLED" });
    await enable("Lasting");
    expect(await status()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
    await expect(enable("Lasting")).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("deletes what has expired, and only that", async () => {
    await createTable(clients, "Expiring", simple);
    await put("Expiring", "before", seconds(-60));
    await enable("Expiring");
    await put("Expiring", "later", seconds(600));
    await put("Expiring", "text", String(seconds(-60)));
    await put("Expiring", "ages ago", seconds(-6 * 365 * 24 * 3600));
    await put("Expiring", "renewed", seconds(-60));
    await put("Expiring", "renewed", seconds(600));
    await put("Expiring", "after", seconds(-60));
    await gone("Expiring", "before");
    await gone("Expiring", "after");
    for (const pk of ["later", "text", "ages ago", "renewed"]) expect(await exists("Expiring", pk), pk).toBe(true);
  });

  test("its deletions are told apart in the change feed", async () => {
    await createTable(clients, "Told", simple);
    await enable("Told");
    await put("Told", "a", seconds(-60));
    await gone("Told", "a");
    const changes = await server.feed.read("Told", 0, 10);
    expect(changes.map(({ record }) => [record.eventName, record.userIdentity?.principalId])).toEqual([
      ["INSERT", undefined],
      ["REMOVE", "dynamodb.amazonaws.com"],
    ]);
  });
});
