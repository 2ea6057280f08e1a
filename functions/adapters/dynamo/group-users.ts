import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { MOST_USERS } from "../../../core/events/arrivals.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { type Key, keys } from "./keys.ts";
import { transact, type Write } from "./transact.ts";

export type UsersItem = Key & { users: Set<string> };

/** Who is counted in a group already: an item of 8 KB at most, which nobody but who counts reads. */
export async function usersOf(organizationId: number, groupId: number): Promise<ReadonlySet<string>> {
  const Key = keys.users(organizationId, groupId);
  const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
  return (Item?.users as Set<string> | undefined) ?? new Set();
}

/** Those who are not counted yet, as many as still are. */
export const newUsers = (known: ReadonlySet<string>, users: readonly string[]): string[] =>
  users.filter((it) => !known.has(it)).slice(0, Math.max(0, MOST_USERS - known.size));

/** Written with their number in the group, under the condition that nobody was counted since: the set only ever grows. */
export const addUsers = (organizationId: number, groupId: number, known: ReadonlySet<string>, added: readonly string[]): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.users(organizationId, groupId),
    UpdateExpression: "ADD #users :added",
    ConditionExpression: known.size === 0 ? "attribute_not_exists(#users)" : "size(#users) = :known",
    ExpressionAttributeNames: { "#users": "users" },
    ExpressionAttributeValues: { ":added": new Set(added), ...(known.size > 0 && { ":known": known.size }) },
  },
});

/** Who is counted in a group that was merged is counted in the other, each once. False where that one is gone. */
export async function moveUsers(organizationId: number, { pk, sk, users }: UsersItem, into: number): Promise<boolean> {
  const known = await usersOf(organizationId, into);
  const added = newUsers(known, [...users]);
  const count: Write = {
    Update: {
      TableName: tableName(),
      Key: keys.group(organizationId, into),
      UpdateExpression: "ADD userCount :added",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":added": added.length },
    },
  };
  const gone: Write = { Delete: { TableName: tableName(), Key: { pk, sk }, ConditionExpression: "attribute_exists(pk)" } };
  const failed = await transact([count, gone, ...(added.length > 0 ? [addUsers(organizationId, into, known, added)] : [])]);
  if (failed.includes(0)) return false;
  // Moved by another delivery already, or counted meanwhile.
  return failed.length === 0 || failed.includes(1) || moveUsers(organizationId, { pk, sk, users }, into);
}
