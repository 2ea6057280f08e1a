import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { beginStore } from "../../functions/adapters/dynamo/begin-store.ts";
import { dynamo } from "../../functions/adapters/dynamo/client.ts";
import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { createTable } from "../../infra/local/resources.ts";
import { synthesize } from "../../infra/local/sst.ts";
import { linkResources } from "./linked.ts";

export type TableForTests = { put(...items: Record<string, unknown>[]): Promise<void>; stop(): Promise<void> };

/** The one table as infra/ declares it, on an embedded DynamoDB in memory, linked: what a contract suite of an adapter needs. */
export async function startTable(resources: Record<string, Record<string, unknown>> = {}): Promise<TableForTests> {
  const [server, topology] = await Promise.all([startDynamoDb({}), synthesize()]);
  const [table] = topology.tables;
  if (!table) throw new Error("infra/ declares no table");
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
    stop: () => server.close(),
  };
}
