import type { SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { sqs } from "./client.ts";
import { ChangeMessageVisibilityCommand, SendMessageCommand } from "./commands.ts";

/** What a worker reads from its own queue, and may do with a message of it. */
export type QueueSource<T> = {
  message: z.ZodType<T>;
  maxReceiveCount(): number;
  /** The message comes back after this many seconds instead of after the queue's visibility timeout. */
  later(record: SQSRecord, seconds: number): Promise<void>;
  /** The message goes to the dead-letter queue with the cause, the name of this queue, and whether it was sent back before; it is done with here. */
  giveUp(record: SQSRecord, cause: string): Promise<void>;
};

type WorkerQueue = { url: string; deadLetterUrl: string; maxReceiveCount: number };

/** A worker's own queue and where it puts what it gives up. */
export function source<T>(message: z.ZodType<T>, queue: () => WorkerQueue): QueueSource<T> {
  return {
    message,
    maxReceiveCount: () => queue().maxReceiveCount,
    async later(record, seconds) {
      const { url } = queue();
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: record.receiptHandle, VisibilityTimeout: seconds }),
      );
    },
    async giveUp(record, cause) {
      const { MessageGroupId, ApproximateReceiveCount } = record.attributes;
      const [redrive, redriven] = ["redrive", "redriven"].map((name) => record.messageAttributes[name]?.stringValue);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queue().deadLetterUrl,
          MessageBody: record.body,
          ...(MessageGroupId && { MessageGroupId, MessageDeduplicationId: record.messageId }),
          MessageAttributes: {
            cause: text(cause),
            received: { DataType: "Number", StringValue: ApproximateReceiveCount },
            message: text(record.messageId),
            source: text(queue().url.split("/").at(-1) ?? ""),
            ...(redrive && { redrive: text(redrive) }),
            ...(redriven && { redriven: { DataType: "Number", StringValue: redriven } }),
          },
        }),
      );
    },
  };
}

const text = (StringValue: string) => ({ DataType: "String", StringValue });
