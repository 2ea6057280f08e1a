import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";

const base = new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });

export const dynamo = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });

export const tableName = (): string => Resource.Table.name;

const PASSING = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
  "ServiceUnavailable",
  "TimeoutError",
  "TransactionInProgressException",
  "TransactionConflictException",
]);

/** Turns faults that pass by themselves into Unavailable; everything else is thrown as it came. */
export async function orUnavailable<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && (PASSING.has(error.name) || isRetryable(error) || "errno" in error)) {
      throw new Unavailable("The database", undefined, { cause: error });
    }
    throw error;
  }
}

/** Every fault of the SDK has the field; only passing ones have something in it. */
const isRetryable = (error: Error): boolean => "$retryable" in error && error.$retryable !== undefined;
