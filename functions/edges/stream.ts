import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { LogFields } from "../../core/ports.ts";
import { logFailure, withLogContext } from "../adapters/log.ts";

type Options<T> = { read: (record: DynamoDBRecord) => T; context: (item: T) => LogFields };

/** A table stream handler: records in order, stopping at the first failure so that nothing is skipped or overtaken. */
export function stream<T>(options: Options<T>, run: (item: T) => Promise<unknown>) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event) => {
    for (const record of event.Records) {
      try {
        const item = options.read(record);
        await withLogContext(options.context(item), () => run(item));
      } catch (error) {
        logFailure("stream.record.failed", error);
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  });
}
