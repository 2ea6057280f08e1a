import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { AppError, Invalid } from "../../core/errors.ts";
import type { LogFields } from "../../core/ports.ts";
import { log, logFailure, said, withLogContext } from "../adapters/log.ts";
import type { QueueSource } from "../adapters/sqs/source.ts";

type Options<T> = { source: QueueSource<T>; context?: (message: T) => LogFields };

/**
 * An SQS worker: one verdict per record. A record that can never succeed, or has failed as often as its queue allows, goes to the
 * dead-letter queue with its cause; the others come back alone. On a FIFO queue nothing of a group overtakes a failed record.
 */
export function worker<T>(options: Options<T>, run: (message: T) => Promise<unknown>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    const failed = await Promise.all([...groups.values()].map((records) => inOrder(options, records, run)));
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

/**
 * The same for a worker that takes a batch as a whole, on a queue without an order: `run` answers for each message, in their order, why it
 * has to come again, or null; `again` tells it that some of them were delivered before.
 */
export function batchWorker<T>({ source }: Pick<Options<T>, "source">, run: (messages: T[], again: boolean) => Promise<unknown[]>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const read = Records.map((record) => ({ record, ...readable(source, record) }));
    const again = Records.some((it) => Number(it.attributes.ApproximateReceiveCount) > 1);
    const messages = read.flatMap((it) => ("message" in it ? [it.message] : []));
    const answers = await withLogContext({ messages: messages.length }, () => run(messages, again)).catch((error: unknown) =>
      messages.map(() => error),
    );
    const failed = await Promise.all(
      read.map(async (it) => {
        const error = "message" in it ? (answers[messages.indexOf(it.message)] ?? null) : it.error;
        const done =
          error === null || (await withLogContext({ message: it.record.messageId }, () => conclude(source, it.record, error))) === "done";
        return done ? [] : [{ itemIdentifier: it.record.messageId }];
      }),
    );
    return { batchItemFailures: failed.flat() };
  });
}

function readable<T>(source: QueueSource<T>, record: SQSRecord): { message: T } | { error: unknown } {
  try {
    return { message: parse(source.message, record.body) };
  } catch (error) {
    return { error };
  }
}

async function inOrder<T>(options: Options<T>, records: SQSRecord[], run: (message: T) => Promise<unknown>): Promise<string[]> {
  for (const [index, record] of records.entries()) {
    const verdict = await withLogContext({ message: record.messageId }, () => attempt(options, record, run));
    if (verdict === "done") continue;
    const [, ...behind] = records.slice(index);
    // A FIFO group stays locked while any of its messages is in flight, so those behind have to come back with the failed one.
    for (const it of behind) await later(options.source, it, verdict.againIn);
    return [record, ...behind].map((it) => it.messageId);
  }
  return [];
}

/** Either the record is done with, or it comes back after so many seconds. */
type Verdict = "done" | { againIn: number };

async function attempt<T>(options: Options<T>, record: SQSRecord, run: (message: T) => Promise<unknown>): Promise<Verdict> {
  try {
    const message = parse(options.source.message, record.body);
    await withLogContext(options.context?.(message) ?? {}, () => run(message));
    return "done";
  } catch (error) {
    return conclude(options.source, record, error);
  }
}

async function conclude(source: QueueSource<unknown>, record: SQSRecord, error: unknown): Promise<Verdict> {
  const received = Number(record.attributes.ApproximateReceiveCount);
  const retry = error instanceof AppError ? error.retry : true;
  logFailure("queue.record.failed", error, { count: received });
  if ((retry === false || received >= source.maxReceiveCount()) && (await giveUp(source, record, error))) return "done";
  const againIn = typeof retry === "number" ? retry : Math.min(2 ** received, 60);
  await later(source, record, againIn);
  return { againIn };
}

async function giveUp(source: QueueSource<unknown>, record: SQSRecord, error: unknown): Promise<boolean> {
  try {
    await source.giveUp(record, error instanceof Error ? `${error.name}: ${said(error)}` : "unknown");
    log.metric("queue.record.dead", { count: Number(record.attributes.ApproximateReceiveCount) });
    return true;
  } catch (problem) {
    // The queue itself still counts receives, so the record is neither lost nor retried for ever.
    logFailure("queue.verdict.failed", problem);
    return false;
  }
}

async function later(source: QueueSource<unknown>, record: SQSRecord, seconds: number): Promise<void> {
  try {
    await source.later(record, seconds);
  } catch (problem) {
    // Then it comes back when its visibility timeout ends.
    logFailure("queue.verdict.failed", problem);
  }
}

function parse<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new Invalid("The message is not JSON", { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join(".") || "message"} (${issue.code})`);
  throw new Invalid(`The message does not fit its schema: ${places.join(", ")}`);
}
