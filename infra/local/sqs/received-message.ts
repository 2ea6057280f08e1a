import { md5, md5OfAttributes, selectAttributes } from "./message-attributes.ts";
import { receiptHandle, sequenceNumber } from "./messages.ts";
import type { Queue } from "./queues.ts";
import type { Message } from "./store.ts";

type Wanted = { AttributeNames: string[]; MessageSystemAttributeNames: string[]; MessageAttributeNames: string[] };

/** A message as ReceiveMessage answers it. `AttributeNames` is the former name of `MessageSystemAttributeNames`; both count. */
export function toReceived(message: Message, queue: Queue, wanted: Wanted) {
  const systemNames = [...wanted.AttributeNames, ...wanted.MessageSystemAttributeNames];
  const system = Object.entries(systemAttributes(message, queue)).filter(
    ([name, value]) => value !== null && (systemNames.includes("All") || systemNames.includes(name)),
  );
  const attributes = selectAttributes(message.attributes, wanted.MessageAttributeNames);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

const systemAttributes = (message: Message, queue: Queue): Record<string, string | null> => ({
  SenderId: "AIDALOCAL",
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.received),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  MessageGroupId: message.groupId,
  MessageDeduplicationId: message.deduplicationId,
  SequenceNumber: queue.fifo ? sequenceNumber(message.sequence) : null,
  DeadLetterQueueSourceArn: message.source,
});
