import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";
import { jsonClient } from "../aws/json-client.ts";
import { Sha256 } from "../aws/sha256.ts";
import { GetCommand } from "./commands.ts";
import * as documents from "./documents.ts";
import { type Key, keys } from "./keys.ts";
import { formatGuard } from "./store-format.ts";

const ERRORS: Record<string, new (options: never) => Error> = { ConditionalCheckFailedException, TransactionCanceledException };

/** Takes items as JavaScript has them. `config` is of the SDK's client. */
export const documentClient = (config: DynamoDBClient["config"]) =>
  jsonClient({
    config,
    target: "DynamoDB_20120810",
    example: GetItemCommand,
    codec: documents,
    errorOf: (name) => ERRORS[name] ?? DynamoDBServiceException,
  });

/** The SDK's client, for what is asked of the table itself. */
export const tables = new DynamoDBClient({
  maxAttempts: 3,
  sha256: Sha256,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 },
});

export const dynamo = documentClient(tables.config);

/** For the format number itself: this client asks whatever format the table has. */
export const unguarded = documentClient(tables.config);

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
    if (error instanceof Error && (PASSING.has(error.name) || isTheirs(error) || "errno" in error)) {
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

/** Whatever the service says of itself, or what stands in front of it. */
const isTheirs = (error: Error): boolean => error instanceof DynamoDBServiceException && error.$fault === "server";
