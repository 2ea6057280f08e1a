import * as z from "zod";

const MessageAttribute = z.object({
  DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});
const QueueUrl = z.string();
const Strings = z.record(z.string(), z.string());
const Names = z.array(z.string()).default([]);
const VisibilityTimeout = z.int().min(0).max(43_200);

// Entries are checked one by one, each for itself: here only what makes the request as a whole unusable.
const batch = z.object({ QueueUrl, Entries: z.array(z.looseObject({ Id: z.string() })).default([]) });

const outgoing = z.object({
  MessageBody: z.string().min(1),
  MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
});
const deletion = z.object({ ReceiptHandle: z.string() });
const visibility = z.object({ ReceiptHandle: z.string(), VisibilityTimeout });

/** The inputs of the SQS API in its JSON protocol, each as far as this project uses it. */
export const inputs = {
  CreateQueue: z.object({ QueueName: z.string(), Attributes: Strings.default({}), tags: Strings.default({}) }),
  GetQueueUrl: z.object({ QueueName: z.string() }),
  ListQueues: z.object({ QueueNamePrefix: z.string().default("") }),
  GetQueueAttributes: z.object({ QueueUrl, AttributeNames: Names }),
  SetQueueAttributes: z.object({ QueueUrl, Attributes: Strings }),
  TagQueue: z.object({ QueueUrl, Tags: Strings }),
  UntagQueue: z.object({ QueueUrl, TagKeys: z.array(z.string()) }),
  queue: z.object({ QueueUrl }),
  outgoing,
  SendMessage: outgoing.extend({ QueueUrl }),
  ReceiveMessage: z.object({
    QueueUrl,
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    WaitTimeSeconds: z.int().min(0).max(20).optional(),
    VisibilityTimeout: VisibilityTimeout.optional(),
    AttributeNames: Names,
    MessageSystemAttributeNames: Names,
    MessageAttributeNames: Names,
  }),
  deletion,
  DeleteMessage: deletion.extend({ QueueUrl }),
  visibility,
  ChangeMessageVisibility: visibility.extend({ QueueUrl }),
  batch,
};
