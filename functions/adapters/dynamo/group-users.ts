import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { MOST_USERS } from "../../../core/events/arrivals.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import type { Write } from "./transact.ts";

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
