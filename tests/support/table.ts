import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { beginStore } from "../../functions/adapters/dynamo/begin-store.ts";
import { dynamo, tables } from "../../functions/adapters/dynamo/client.ts";
import { PutCommand } from "../../functions/adapters/dynamo/commands.ts";
import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { createTable } from "../../infra/local/resources.ts";
import { synthesize } from "../../infra/local/sst.ts";
import { linkResources } from "./linked.ts";

export type TableForTests = { put(...items: Record<string, unknown>[]): Promise<void>; stop(): Promise<void> };

let started: Promise<[Awaited<ReturnType<typeof startDynamoDb>>, Awaited<ReturnType<typeof synthesize>>]> | undefined;
let serial = 0;

/** A table of one's own as infra/ declares it, on the embedded DynamoDB of this test worker, linked: what a contract suite needs. */
export async function startTable(resources: Record<string, Record<string, unknown>> = {}): Promise<TableForTests> {
  started ??= Promise.all([startDynamoDb({}), synthesize()]);
  const [server, topology] = await started;
  const [declared] = topology.tables;
  if (!declared) throw new Error("infra/ declares no table");
  const table = { ...declared, name: `${declared.name}-${++serial}` };
  linkResources(
    { Table: { name: table.name }, ...resources },
    {
      AWS_ENDPOINT_URL_DYNAMODB: server.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
  );
  await createTable(table, server.url);
  await beginStore();
  return {
    put: async (...items) => {
      for (const Item of items) await dynamo.send(new PutCommand({ TableName: table.name, Item }));
    },
    stop: async () => void (await tables.send(new DeleteTableCommand({ TableName: table.name }))),
  };
}
