import * as z from "zod";
import { jsonOrNull } from "../json-or-null.ts";
import { invalidAttributeName, invalidAttributeValue, invalidParameter } from "./errors.ts";

export type QueueAttributes = Record<string, string>;
export type Redrive = { target: string; maxReceiveCount: number };

/** 1 MiB: the most that a message, or the messages of one batch, may have. */
export const MAX_MESSAGE_BYTES = 1_048_576;

// "SetQueueAttributes" of the SQS API reference. Retention is accepted and not enforced.
const NUMBERS: Record<string, { min: number; max: number; initial: number }> = {
  VisibilityTimeout: { min: 0, max: 43_200, initial: 30 },
  DelaySeconds: { min: 0, max: 900, initial: 0 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, initial: 0 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, initial: 345_600 },
  MaximumMessageSize: { min: 1024, max: MAX_MESSAGE_BYTES, initial: MAX_MESSAGE_BYTES },
};
const OTHERS = new Set([
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "Policy",
  "SqsManagedSseEnabled",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
]);
const FIFO_DEFAULTS = { ContentBasedDeduplication: "false", DeduplicationScope: "queue", FifoThroughputLimit: "perQueue" };

const RedrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1).max(1000) });

export const isFifo = (queue: string): boolean => queue.endsWith(".fifo");

/** What a queue answers for everything that was not set. */
export function defaultAttributes(queue: string): QueueAttributes {
  const numbers = Object.entries(NUMBERS).map(([name, { initial }]) => [name, String(initial)]);
  return { ...Object.fromEntries(numbers), ...(isFifo(queue) ? { FifoQueue: "true", ...FIFO_DEFAULTS } : {}) };
}

export function checkAttributes(queue: string, attributes: QueueAttributes, exists: (queue: string) => boolean): void {
  for (const [name, value] of Object.entries(attributes)) {
    const range = NUMBERS[name];
    if (!range && !OTHERS.has(name)) throw invalidAttributeName(name);
    if (range && !(/^\d+$/.test(value) && Number(value) >= range.min && Number(value) <= range.max)) throw invalidAttributeValue(name);
  }
  if ((attributes.FifoQueue === "true") !== isFifo(queue) && "FifoQueue" in attributes) throw invalidAttributeValue("FifoQueue");
  const redrive = redriveOf(attributes);
  if (!redrive) return;
  if (!exists(redrive.target)) throw invalidParameter("RedrivePolicy", "Dead letter target does not exist.");
  if (isFifo(redrive.target) !== isFifo(queue)) throw invalidParameter("RedrivePolicy", "Dead-letter queue must be same type of queue.");
}

/** Where messages go that were received too often; null when the queue keeps them. */
export function redriveOf(attributes: QueueAttributes): Redrive | null {
  const text = attributes.RedrivePolicy;
  if (!text) return null;
  const policy = RedrivePolicy.safeParse(jsonOrNull(text));
  if (!policy.success) throw invalidParameter("RedrivePolicy", "Redrive policy is not valid.");
  return { target: policy.data.deadLetterTargetArn.split(":").at(-1) ?? "", maxReceiveCount: policy.data.maxReceiveCount };
}
