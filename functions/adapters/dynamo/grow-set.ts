import { tableName } from "./client.ts";
import type { Key } from "./keys.ts";
import type { Write } from "./transact.ts";

/** Adds to the set of an item under the condition that nobody has since it was read: the set only ever grows. */
export const growSet = (Key: Key, known: ReadonlySet<string>, added: readonly string[], expiresAt?: number): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: `ADD #set :added${expiresAt === undefined ? "" : " SET expiresAt = :expires"}`,
    ConditionExpression: known.size === 0 ? "attribute_not_exists(#set)" : "size(#set) = :known",
    ExpressionAttributeNames: { "#set": "set" },
    ExpressionAttributeValues: {
      ":added": new Set(added),
      ...(known.size > 0 && { ":known": known.size }),
      ...(expiresAt !== undefined && { ":expires": expiresAt }),
    },
  },
});
