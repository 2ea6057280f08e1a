import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";
import { type Key, keys } from "./keys.ts";
import { formatGuard } from "./store-format.ts";

const newClient = () => {
  const base = new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });
  // It makes every answer fit for a log that nobody keeps.
  base.middlewareStack.remove("loggerMiddleware");
  return DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
};

export const dynamo = newClient();

/** For the format number itself: this client asks whatever format the table has. */
export const unguarded = newClient();

export const tableName = (): string => Resource.Table.name;

/** The format number of the table, where it has one. */
export async function readFormat(): Promise<number | undefined> {
  const { Item } = await orUnavailable(
    unguarded.send(new GetCommand({ TableName: tableName(), Key: keys.format(), ConsistentRead: true })),
  );
  return Item?.format as number | undefined;
}

dynamo.middlewareStack.add(formatGuard(readFormat) as never, { step: "initialize", name: "storeFormat" });

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

/** The item of a key as it is now, undefined where there is none. Throws Unavailable. */
export async function getItem(Key: Key): Promise<Record<string, unknown> | undefined> {
  return (await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })))).Item;
}

/** What a write answers; null where its condition does not hold, and nothing was written. Throws Unavailable. */
export async function unlessRefused<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await orUnavailable(write);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

/** Every fault of the SDK has the field; only passing ones have something in it. */
const isRetryable = (error: Error): boolean => "$retryable" in error && error.$retryable !== undefined;
