import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo } from "../../functions/adapters/dynamo/client.ts";
import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { linkResources } from "./linked.ts";

const TableName = "table";

export type TableForTests = { put(...items: Record<string, unknown>[]): Promise<void>; stop(): Promise<void> };

/** The one table on an embedded DynamoDB in memory, linked: what a contract suite of an adapter needs. */
export async function startTable(resources: Record<string, Record<string, unknown>> = {}): Promise<TableForTests> {
  const server = await startDynamoDb({});
  linkResources(
    { Table: { name: TableName }, ...resources },
    {
      AWS_ENDPOINT_URL_DYNAMODB: server.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
  );
  const client = new DynamoDBClient({});
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: key("pk", "sk"),
      GlobalSecondaryIndexes: [{ IndexName: "gsi1", KeySchema: key("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "ALL" } }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true } }));
  client.destroy();
  return {
    put: async (...items) => {
      for (const Item of items) await dynamo.send(new PutCommand({ TableName, Item }));
    },
    stop: () => server.close(),
  };
}
