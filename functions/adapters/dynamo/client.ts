import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import type { SdkError } from "@smithy/types";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";
import { jsonClient, SETTINGS } from "../aws/json-client.ts";
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
export const tables = new DynamoDBClient(SETTINGS);

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

/** Turns faults that pass by themselves, by the rules of those who try again, into Unavailable; everything else is thrown as it came. */
export async function orUnavailable<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && isPassing(error as SdkError)) throw new Unavailable("The database", undefined, { cause: error });
    throw error;
  }
}

/**
 * A conflict of transactions is for whoever wrote to try again. On a machine whose clock is wrong the SDK takes any refusal for one of the
 * clock, which has passed: what is the asker's own fault never does.
 */
const isPassing = (error: SdkError): boolean =>
  isThrottlingError(error) ||
  error.name === "TransactionConflictException" ||
  "errno" in error ||
  (!(error instanceof DynamoDBServiceException && error.$fault === "client") && (isTransientError(error) || isServerError(error)));

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
