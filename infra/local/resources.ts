import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, GetQueueAttributesCommand, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Queue, Table, Topology } from "./topology.ts";

const TYPES = { string: "S", number: "N", binary: "B" } as const;
const VIEWS = {
  "keys-only": "KEYS_ONLY",
  "new-image": "NEW_IMAGE",
  "old-image": "OLD_IMAGE",
  "new-and-old-images": "NEW_AND_OLD_IMAGES",
} as const;

/** The table as it is declared, unless it is there already. */
export async function createTable(table: Table, endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint });
  const schema = ({ hashKey, rangeKey }: { hashKey: string; rangeKey?: string }) => [
    { AttributeName: hashKey, KeyType: "HASH" as const },
    ...(rangeKey ? [{ AttributeName: rangeKey, KeyType: "RANGE" as const }] : []),
  ];
  const command = new CreateTableCommand({
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: Object.entries(table.fields).map(([AttributeName, type]) => ({ AttributeName, AttributeType: TYPES[type] })),
    KeySchema: schema(table.primaryIndex),
    GlobalSecondaryIndexes: Object.entries(table.globalIndexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: schema(index),
      Projection: Array.isArray(index.projection)
        ? { ProjectionType: "INCLUDE" as const, NonKeyAttributes: index.projection }
        : { ProjectionType: index.projection === "all" ? ("ALL" as const) : ("KEYS_ONLY" as const) },
    })),
    ...(table.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: VIEWS[table.stream] } }),
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  if (table.ttl) await endInTime(client, table.name, table.ttl);
  client.destroy();
}

/** A table whose time to live is as it is asked for refuses to be asked again. */
async function endInTime(client: DynamoDBClient, TableName: string, AttributeName: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (TimeToLiveDescription?.AttributeName === AttributeName) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled: true } }));
}

/** The queues as they are declared; dead-letter queues first, since the others name them. */
export async function createQueues(topology: Topology, sqs: SQSClient): Promise<void> {
  const arns = new Map<string, string>();
  for (const queue of [...topology.queues].sort((a, b) => Number(Boolean(a.deadLetter)) - Number(Boolean(b.deadLetter)))) {
    const attributes = {
      VisibilityTimeout: String(queue.visibilitySeconds),
      DelaySeconds: String(queue.delaySeconds),
      ...(queue.deadLetter && {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: arns.get(queue.deadLetter.queue),
          maxReceiveCount: queue.deadLetter.maxReceiveCount,
        }),
      }),
    };
    const url = await createQueue(queue, attributes, sqs);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
    arns.set(queue.name, Attributes?.QueueArn ?? "");
  }
}

/** One that is there already, from an earlier version of infra/, gets today's attributes. */
async function createQueue(queue: Queue, attributes: Record<string, string>, sqs: SQSClient): Promise<string> {
  const fixed: Record<string, string> = queue.fifo ? { FifoQueue: "true" } : {};
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: physicalName(queue), Attributes: fixed }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
  return QueueUrl;
}

/** A FIFO queue's name has to end so. */
export const physicalName = ({ name, fifo }: Pick<Queue, "name" | "fifo">): string => (fifo ? `${name}.fifo` : name);
