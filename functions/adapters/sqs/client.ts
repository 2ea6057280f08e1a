import { ListQueuesCommand, QueueDoesNotExist, SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import { Unavailable } from "../../../core/errors.ts";
import type { Sender } from "../../../core/ports.ts";
import { jsonClient, SETTINGS } from "../aws/json-client.ts";
import { SendMessageBatchCommand } from "./commands.ts";

/** `config` is of the SDK's client. */
export const queueClient = (config: SQSClient["config"]) =>
  jsonClient({
    config,
    target: "AmazonSQS",
    example: ListQueuesCommand,
    addressIn: ({ QueueUrl }) => QueueUrl as string | undefined,
    errorOf: (name) => (name === "QueueDoesNotExist" ? QueueDoesNotExist : SQSServiceException),
  });

export const sqs = queueClient(new SQSClient(SETTINGS).config);

/** Where a message stands in a FIFO queue: its group, in whose order it is delivered, and what makes it the same message. */
export type Placement = { group: string; deduplication: string };

/** A batch takes ten messages and 1 MiB in all, with what surrounds them; nothing we send comes near the second on its own. */
const BATCH = 10;
const BATCH_BYTES = 1_000_000;

/** What SQS lets a message wait at most, in seconds. */
export const LONGEST_DELAY = 900;

type Options<T> = { place?: (message: T) => Placement; delaySeconds?: (message: T) => number };

/** Sends in as few requests as the queue takes. `place` makes it a FIFO queue. */
export function sender<T>(url: () => string, { place, delaySeconds }: Options<T> = {}): Sender<T> {
  return {
    async send(messages) {
      for (const batch of batches(messages.map((message) => ({ message, body: JSON.stringify(message) })))) {
        const Entries = batch.map(({ message, body }, at) => {
          const placement = place?.(message);
          return {
            Id: String(at),
            MessageBody: body,
            ...(delaySeconds && { DelaySeconds: delaySeconds(message) }),
            ...(placement && { MessageGroupId: placement.group, MessageDeduplicationId: placement.deduplication }),
          };
        });
        const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url(), Entries })).catch((cause: unknown) => {
          throw new Unavailable("The queue", undefined, { cause });
        });
        if (answer.Failed?.length) throw new Unavailable("The queue", undefined, { cause: new Error(answer.Failed[0]?.Code) });
      }
    },
  };
}

function batches<T extends { body: string }>(entries: T[]): T[][] {
  const all: T[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.body);
    const current = all.at(-1);
    if (!current || current.length === BATCH || bytes + size > BATCH_BYTES) {
      all.push([entry]);
      bytes = size;
    } else {
      current.push(entry);
      bytes += size;
    }
  }
  return all;
}
