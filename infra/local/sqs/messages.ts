import { createHash, randomUUID } from "node:crypto";
import { invalidContents, invalidHandle, invalidParameter, missingParameter, notInFlight } from "./errors.ts";
import { type MessageAttributes, md5, md5OfAttributes, messageSize } from "./message-attributes.ts";
import { arnOf, type Queue } from "./queues.ts";
import type { Message, Store } from "./store.ts";

export type Outgoing = {
  MessageBody: string;
  MessageAttributes: MessageAttributes;
  DelaySeconds?: number | undefined;
  MessageGroupId?: string | undefined;
  MessageDeduplicationId?: string | undefined;
};
export type Sent = { MessageId: string; MD5OfMessageBody: string; MD5OfMessageAttributes?: string; SequenceNumber?: string };

// "Exactly-once processing" of the SQS developer guide.
const DEDUPLICATION_MS = 5 * 60 * 1000;
// The characters of XML 1.0, which is what SQS lets through.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

export const sequenceNumber = (sequence: number): string => String(sequence).padStart(20, "0");

export function send(store: Store, queue: Queue, message: Outgoing, now: number): Sent {
  checkOutgoing(queue, message);
  const digest = md5OfAttributes(message.MessageAttributes);
  const answer = (sent: { id: string; sequence: number }): Sent => ({
    MessageId: sent.id,
    MD5OfMessageBody: md5(message.MessageBody),
    ...(digest && { MD5OfMessageAttributes: digest }),
    ...(queue.fifo && { SequenceNumber: sequenceNumber(sent.sequence) }),
  });
  const deduplicationId = queue.fifo ? deduplicationIdOf(queue, message) : null;
  const perGroup = queue.attributes.DeduplicationScope === "messageGroup";
  const key = JSON.stringify([deduplicationId, ...(perGroup ? [message.MessageGroupId] : [])]);
  const earlier = queue.fifo ? store.duplicate(queue.name, key, now) : null;
  if (earlier) return answer(earlier);
  const delaySeconds = message.DelaySeconds ?? Number(queue.attributes.DelaySeconds);
  const id = randomUUID();
  const sequence = store.insert({
    id,
    queue: queue.name,
    body: message.MessageBody,
    attributes: message.MessageAttributes,
    groupId: message.MessageGroupId ?? null,
    deduplicationId,
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
  });
  if (queue.fifo) store.remember(queue.name, key, { id, sequence }, now + DEDUPLICATION_MS, now);
  return answer({ id, sequence });
}

function checkOutgoing(queue: Queue, message: Outgoing): void {
  if (FORBIDDEN.test(message.MessageBody)) throw invalidContents();
  const limit = Number(queue.attributes.MaximumMessageSize);
  if (messageSize(message.MessageBody, message.MessageAttributes) > limit) {
    throw invalidParameter("MessageBody", `Message must be shorter than ${limit} bytes.`);
  }
  if (!queue.fifo) return;
  if (!message.MessageGroupId) throw missingParameter("MessageGroupId");
  if (message.DelaySeconds) throw invalidParameter("DelaySeconds", "The request include parameter that is not valid for this queue type.");
}

function deduplicationIdOf(queue: Queue, message: Outgoing): string {
  if (message.MessageDeduplicationId) return message.MessageDeduplicationId;
  if (queue.attributes.ContentBasedDeduplication === "true") return createHash("sha256").update(message.MessageBody).digest("hex");
  throw invalidParameter(
    "MessageDeduplicationId",
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

/** Takes up to `limit` visible messages and hides them. What was received too often goes to the dead-letter queue instead. */
export function receive(store: Store, queue: Queue, limit: number, visibilitySeconds: number, now: number): Message[] {
  const messages = store.visible(queue.name, queue.fifo, limit, now);
  const visibleAt = now + visibilitySeconds * 1000;
  for (const message of messages) store.markReceived(message.sequence, visibleAt, now);
  return messages.map((message) => ({
    ...message,
    visibleAt,
    received: message.received + 1,
    firstReceivedAt: message.firstReceivedAt ?? now,
  }));
}

/** Moves what was received as often as the queue allows. Answers the dead-letter queue that got something. */
export function giveUpExhausted(store: Store, queue: Queue, now: number): string | null {
  if (!queue.redrive) return null;
  const { target, maxReceiveCount } = queue.redrive;
  return store.giveUp(queue.name, target, arnOf(queue.name), maxReceiveCount, now) > 0 ? target : null;
}

/** A handle stands for one receipt of a message: the next receipt makes it stale. */
export const receiptHandle = (message: Message): string => `${message.id}#${message.received}`;

function findReceipt(store: Store, queue: Queue, handle: string): { message: Message | null; current: boolean } {
  const [, id, received] = /^([0-9a-f-]{36})#(\d+)$/.exec(handle) ?? [];
  if (id === undefined) throw invalidHandle();
  const message = store.find(id, queue.name);
  return { message, current: message !== null && message.received === Number(received) };
}

/** With a stale handle a standard queue answers success and keeps the message. A FIFO queue refuses a handle whose time is over. */
export function remove(store: Store, queue: Queue, handle: string, now: number): void {
  const { message, current } = findReceipt(store, queue, handle);
  if (!message) return;
  if (queue.fifo && (!current || message.visibleAt <= now)) throw invalidParameter("ReceiptHandle", "The receipt handle has expired.");
  if (current) store.remove(message.sequence);
}

export function changeVisibility(store: Store, queue: Queue, handle: string, seconds: number, now: number): void {
  const { message, current } = findReceipt(store, queue, handle);
  if (!message) throw invalidParameter("ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
  if (!current || message.visibleAt <= now) throw notInFlight();
  store.setVisibleAt(message.sequence, now + seconds * 1000);
}
