import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type LocalSecondaryIndex,
  type ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

export type Clients = { raw: DynamoDBClient; documents: DynamoDBDocumentClient; streams: DynamoDBStreamsClient };

/** The real clients; no retries, so that every refusal is seen. */
export function connect(endpoint: string): Clients {
  const options = { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };
  const raw = new DynamoDBClient(options);
  const documents = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  return { raw, documents, streams: new DynamoDBStreamsClient(options) };
}

export function disconnect({ raw, streams }: Clients): void {
  raw.destroy();
  streams.destroy();
}

export const keySchema = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" as const },
  ...(range ? [{ AttributeName: range, KeyType: "RANGE" as const }] : []),
];

export const attributes = (types: Record<string, ScalarAttributeType>) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

export const index = (name: string, hash: string, range?: string, include?: string[]): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: keySchema(hash, range),
  Projection: include ? { ProjectionType: "INCLUDE", NonKeyAttributes: include } : { ProjectionType: "ALL" },
});

const keysOnlyIndex = (name: string, hash: string, range?: string): LocalSecondaryIndex => ({
  IndexName: name,
  KeySchema: keySchema(hash, range),
  Projection: { ProjectionType: "KEYS_ONLY" },
});

/** On demand, with a stream of both images, unless `more` says otherwise. */
export async function createTable(
  { raw }: Clients,
  name: string,
  more: Pick<CreateTableCommandInput, "AttributeDefinitions" | "KeySchema"> & Partial<CreateTableCommandInput>,
): Promise<string> {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const };
  await raw.send(new CreateTableCommand({ TableName: name, BillingMode: "PAY_PER_REQUEST", StreamSpecification, ...more }));
  return name;
}

/** A table with keys `pk` and `sk`, two global indexes (`by-group`: number order; `by-kind`: attribute `a` only) and one local. */
export const createFullTable = (clients: Clients, name: string): Promise<string> =>
  createTable(clients, name, {
    AttributeDefinitions: attributes({ pk: "S", sk: "S", group: "S", height: "N", kind: "S", local: "N" }),
    KeySchema: keySchema("pk", "sk"),
    GlobalSecondaryIndexes: [index("by-group", "group", "height"), index("by-kind", "kind", undefined, ["a"])],
    LocalSecondaryIndexes: [keysOnlyIndex("by-local", "pk", "local")],
  });
