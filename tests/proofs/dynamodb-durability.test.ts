import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type NativeAttributeValue, PutCommand, QueryCommand, ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type DynamoDb, startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { attributes, type Clients, connect, createTable, disconnect, index, keySchema } from "../support/dynamodb.ts";

const PROGRAM = join(import.meta.dirname, "../support/dynamodb-process.ts");
const TableName = "Durable";

let folder: string;
let child: ChildProcess | undefined;
let clients: Clients;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-dynamodb-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the folder in this process for as long as `use` takes. */
async function opened<T>(use: (server: DynamoDb) => Promise<T>): Promise<T> {
  const server = await startDynamoDb({ path: folder });
  clients = connect(server.url);
  try {
    return await use(server);
  } finally {
    disconnect(clients);
    await server.close();
  }
}

const create = () =>
  createTable(clients, TableName, {
    AttributeDefinitions: attributes({ pk: "S", group: "S" }),
    KeySchema: keySchema("pk"),
    GlobalSecondaryIndexes: [index("by-group", "group", "pk")],
  });
const put = (pk: string) => clients.documents.send(new PutCommand({ TableName, Item: { pk, group: "single", text: "x".repeat(300) } }));
const putTwins = (pk: string) => {
  const twin = (name: string, group: string) => ({ Put: { TableName, Item: { pk: name, group } } });
  return clients.documents.send(new TransactWriteCommand({ TransactItems: [twin(pk, "twin one"), twin(`${pk} twin`, "twin two")] }));
};

type Page = {
  Items?: Record<string, NativeAttributeValue>[] | undefined;
  LastEvaluatedKey?: Record<string, NativeAttributeValue> | undefined;
};
async function allKeys(page: (start: Page["LastEvaluatedKey"]) => Promise<Page>): Promise<Set<string>> {
  const keys = new Set<string>();
  let start: Page["LastEvaluatedKey"];
  do {
    const { Items = [], LastEvaluatedKey } = await page(start);
    for (const { pk } of Items) keys.add(pk);
    start = LastEvaluatedKey;
  } while (start);
  return keys;
}
const stored = () => allKeys((ExclusiveStartKey) => clients.documents.send(new ScanCommand({ TableName, ExclusiveStartKey })));
async function indexed(): Promise<Set<string>> {
  const groups = ["single", "twin one", "twin two"].map((group) => {
    const names = { ExpressionAttributeNames: { "#group": "group" }, ExpressionAttributeValues: { ":group": group } };
    const input = { TableName, IndexName: "by-group", KeyConditionExpression: "#group = :group", ...names };
    return allKeys((ExclusiveStartKey) => clients.documents.send(new QueryCommand({ ...input, ExclusiveStartKey })));
  });
  return new Set((await Promise.all(groups)).flatMap((keys) => [...keys]));
}
const recorded = async ({ feed }: DynamoDb) =>
  new Set((await feed.read(TableName, 0, 1_000_000)).map(({ record }) => record.dynamodb?.Keys?.pk?.S ?? ""));

describe("killed while eight write", () => {
  test.each([
    ["items", put],
    ["transactions of two", putTwins],
  ])("%s: none is lost or torn, and index and change feed tell of exactly those that are there", async (_what, write) => {
    child = spawn(process.execPath, [PROGRAM, folder], { stdio: ["ignore", "pipe", "inherit"] });
    const [url] = (await once(createInterface(child.stdout!), "line")) as [string];
    clients = connect(url);
    await create();
    const acknowledged = new Set<string>();
    let next = 0;
    const writer = async () => {
      for (;;) {
        const pk = `item ${next++}`;
        await write(pk);
        acknowledged.add(pk);
      }
    };
    const writers = Promise.allSettled(Array.from({ length: 8 }, writer));
    await vi.waitUntil(() => acknowledged.size >= 500, { timeout: 60_000, interval: 5 });
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
    await writers;
    disconnect(clients);

    await opened(async (server) => {
      const items = await stored();
      expect([...acknowledged].filter((pk) => !items.has(pk))).toEqual([]);
      expect(await indexed()).toEqual(items);
      expect(await recorded(server)).toEqual(items);
      const twins = [...items].filter((pk) => pk.endsWith(" twin"));
      expect(twins.length).toBe(write === putTwins ? items.size / 2 : 0);
      for (const pk of twins) expect(items.has(pk.replace(/ twin$/, ""))).toBe(true);
    });
  });
});

describe("started again", () => {
  test("checkpoints and records are as they were, and positions go on", async () => {
    const before = await opened(async ({ feed }) => {
      await create();
      for (const pk of ["a", "b", "c"]) await put(pk);
      const records = await feed.read(TableName, 0, 10);
      await feed.saveCheckpoint(TableName, "relay", records[1]!.position);
      return records;
    });
    await opened(async ({ feed }) => {
      expect(await feed.read(TableName, 0, 10)).toEqual(before);
      const checkpoint = await feed.checkpoint(TableName, "relay");
      expect(await feed.read(TableName, checkpoint, 10)).toEqual(before.slice(2));
      await put("d");
      expect(await feed.last(TableName)).toBeGreaterThan(before[2]!.position);
    });
  });

  test("a client token is still used up", async () => {
    const once = () =>
      clients.documents.send(
        new TransactWriteCommand({
          ClientRequestToken: "token",
          TransactItems: [
            { Update: { TableName, Key: { pk: "a" }, UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": 1 } } },
          ],
        }),
      );
    await opened(async () => {
      await create();
      await once();
    });
    await opened(async ({ feed }) => {
      await once();
      expect(await feed.read(TableName, 0, 10)).toHaveLength(1);
    });
  });
});
