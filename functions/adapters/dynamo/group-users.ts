import { MOST_USERS } from "../../../core/events/arrivals.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand } from "./commands.ts";
import { growSet } from "./grow-set.ts";
import { type Key, keys } from "./keys.ts";
import { transact, type Write } from "./transact.ts";

export type UsersItem = Key & { set: Set<string> };

/** Who is counted in a group already: an item of 8 KB at most, which nobody but who counts reads. */
export async function usersOf(organizationId: number, groupId: number): Promise<ReadonlySet<string>> {
  const Key = keys.users(organizationId, groupId);
  const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
  return (Item?.set as Set<string> | undefined) ?? new Set();
}

/** Those who are not counted yet, as many as still are. */
export const newUsers = (known: ReadonlySet<string>, users: readonly string[]): string[] =>
  users.filter((it) => !known.has(it)).slice(0, Math.max(0, MOST_USERS - known.size));

/** Written with their number in the group. */
export const addUsers = (organizationId: number, groupId: number, known: ReadonlySet<string>, added: readonly string[]): Write =>
  growSet(keys.users(organizationId, groupId), known, added);

/** Who is counted in a group that was merged is counted in the other, each once. False where that one is gone. */
export async function moveUsers(organizationId: number, { pk, sk, set }: UsersItem, into: number): Promise<boolean> {
  const known = await usersOf(organizationId, into);
  const added = newUsers(known, [...set]);
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
  return failed.length === 0 || failed.includes(1) || moveUsers(organizationId, { pk, sk, set }, into);
}
