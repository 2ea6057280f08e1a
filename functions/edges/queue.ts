import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { AppError, Invalid } from "../../core/errors.ts";
import type { LogFields } from "../../core/ports.ts";
import { log, logFailure, redact, withLogContext } from "../adapters/log.ts";
import type { QueueSource } from "../adapters/sqs/source.ts";

type Options<T> = { message: z.ZodType<T>; source: QueueSource; context?: (message: T) => LogFields };

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

async function inOrder<T>(options: Options<T>, records: SQSRecord[], run: (message: T) => Promise<unknown>): Promise<string[]> {
  for (const [index, record] of records.entries()) {
    const kept = await withLogContext({ message: record.messageId }, () => attempt(options, record, run));
    if (kept) continue;
    const rest = records.slice(index);
    return rest.map((it) => it.messageId);
  }
  return [];
}

/** True when the record is done with. */
async function attempt<T>(options: Options<T>, record: SQSRecord, run: (message: T) => Promise<unknown>): Promise<boolean> {
  try {
    const message = parse(options.message, record.body);
    await withLogContext(options.context?.(message) ?? {}, () => run(message));
    return true;
  } catch (error) {
    return conclude(options.source, record, error);
  }
}

async function conclude(source: QueueSource, record: SQSRecord, error: unknown): Promise<boolean> {
  const received = Number(record.attributes.ApproximateReceiveCount);
  const retry = error instanceof AppError ? error.retry : true;
  logFailure("queue.record.failed", error, { count: received });
  try {
    if (retry === false || received >= source.maxReceiveCount()) {
      await source.giveUp(record, error instanceof Error ? `${error.name}: ${redact(error.message)}` : "unknown");
      log.metric("queue.record.dead", { count: received });
      return true;
    }
    await source.later(record, typeof retry === "number" ? retry : Math.min(2 ** received, 60));
  } catch (problem) {
    // The queue itself still counts receives, so the record is neither lost nor retried for ever.
    logFailure("queue.verdict.failed", problem);
  }
  return false;
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
