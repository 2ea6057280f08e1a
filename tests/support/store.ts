import { randomUUID } from "node:crypto";
import { Resource } from "sst";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { PutCommand, QueryCommand } from "../../functions/adapters/dynamo/commands.ts";
import { sqs } from "../../functions/adapters/sqs/client.ts";
import { ReceiveMessageCommand, SendMessageCommand } from "../../functions/adapters/sqs/commands.ts";

type Item = Record<string, unknown>;

/** Every item of a partition. */
export async function queryAll(pk: string, prefix = ""): Promise<Item[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: prefix ? "pk = :pk AND begins_with(sk, :prefix)" : "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }) },
      ConsistentRead: true,
    }),
  );
  return Items;
}

type Worked = "ReceivedEvents" | "TicketChanges" | "TicketLooks" | "Analytics" | "CacheInvalidations" | "OwnerEvaluations" | "DiscordWork";
const FIFO = new Set<Worked>(["TicketChanges", "TicketLooks"]);

/** A message of any text, as nothing of ours would send it. */
export async function sendRaw(queue: Worked, MessageBody: string): Promise<void> {
  const place = FIFO.has(queue) ? { MessageGroupId: "raw", MessageDeduplicationId: randomUUID() } : {};
  await sqs.send(new SendMessageCommand({ QueueUrl: Resource[queue].url, MessageBody, ...place }));
}

/** What waits in a worker's dead-letter queue, with its cause. */
export async function deadLetters(queue: Worked): Promise<{ body: string; cause: string }[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: Resource[`${queue}Worker`].deadLetterUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
      VisibilityTimeout: 0,
    }),
  );
  return Messages.map((it) => ({ body: it.Body ?? "", cause: it.MessageAttributes?.cause?.StringValue ?? "" }));
}

/** Items as they are, whatever would be needed to make them. */
export async function putItems(...items: Item[]): Promise<void> {
  for (const Item of items) await dynamo.send(new PutCommand({ TableName: tableName(), Item }));
}
