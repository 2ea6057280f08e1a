import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { AppError } from "../../core/errors.ts";
import type { LogFields, Sender } from "../../core/ports.ts";
import { now } from "../adapters/clock.ts";
import type { StreamRecord } from "../adapters/dynamo/stream-record.ts";
import { log, logFailure, withLogContext } from "../adapters/log.ts";

type Options<T> = {
  read: (record: DynamoDBRecord) => T;
  context: (item: T) => LogFields;
  /** Where a record waits that keeps the others back no longer. */
  retries: Sender<StreamRecord>;
};

/** How long the others wait for one whose failure passes by itself. */
const PATIENCE_MS = 60_000;

/**
 * A table stream handler: records in order. One whose failure passes stops those behind it, for a minute after its commit at most; after
 * that, or where it cannot succeed as things are, it goes whole to a queue of its own, and the rest goes on. So whoever follows the
 * stream has to take records in any order.
 */
export function stream<T>({ read, context, retries }: Options<T>, run: (item: T) => Promise<unknown>) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event) => {
    for (const record of event.Records) {
      try {
        const item = read(record);
        await withLogContext(context(item), () => run(item));
      } catch (error) {
        logFailure("stream.record.failed", error);
        if ((passes(error) && isFresh(record)) || !(await isKept(retries, record)))
          return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  });
}

const passes = (error: unknown): boolean => error instanceof AppError && error.retry !== false;

const isFresh = ({ dynamodb }: DynamoDBRecord): boolean => now() - (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000 < PATIENCE_MS;

async function isKept(retries: Sender<StreamRecord>, record: DynamoDBRecord): Promise<boolean> {
  try {
    await retries.send([{ v: 1, record }]);
    log.metric("stream.record.set-aside");
    return true;
  } catch (problem) {
    // Then the stream itself keeps it.
    logFailure("stream.record.kept", problem);
    return false;
  }
}
