import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
} from "@aws-sdk/client-sqs";

/** The real client; no retries, so that every refusal is seen. */
export const sqsClient = (endpoint: string): SQSClient =>
  new SQSClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 });

export async function createQueue(client: SQSClient, name: string, attributes: Partial<Record<QueueAttributeName, string>> = {}) {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl!;
}

/** Up to ten messages with all their attributes. */
export async function receive(client: SQSClient, url: string, options: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const all = { MessageSystemAttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...all, ...options }));
  return Messages ?? [];
}

export const bodies = (messages: Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

export async function queueAttribute(client: SQSClient, url: string, name: QueueAttributeName): Promise<string> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }));
  return Attributes?.[name] ?? "";
}

/** A redrive policy to the queue at `url`. */
export async function redriveTo(client: SQSClient, url: string, maxReceiveCount: number): Promise<string> {
  return JSON.stringify({ deadLetterTargetArn: await queueAttribute(client, url, "QueueArn"), maxReceiveCount });
}
