import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { PendingAssignment, UserMapping, UserMappings } from "../../../core/sync/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

const put = (Key: object, item: object): Write => ({ Put: { TableName: tableName(), Item: { ...Key, ...item } } });
const del = (Key: Record<string, string>): Write => ({ Delete: { TableName: tableName(), Key } });

export const userMappings: UserMappings = {
  async list(organizationId, integrationId) {
    const items = await queryAll(keys.mappedAccount(organizationId, integrationId, "").pk, prefixes.account);
    return items.map(({ account, userId }) => ({ account, userId }) as UserMapping);
  },

  async byAccount(organizationId, integrationId, account) {
    const Key = keys.mappedAccount(organizationId, integrationId, account);
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    return (Item?.userId as number | undefined) ?? null;
  },

  async put(organizationId, integrationId, { account, userId }) {
    const byAccount = (it: string) => keys.mappedAccount(organizationId, integrationId, it);
    const byUser = (it: number) => keys.mappedUser(organizationId, integrationId, it);
    const all = await userMappings.list(organizationId, integrationId);
    const [sameUser, sameAccount] = [all.find((it) => it.userId === userId), all.find((it) => it.account === account)];
    await transact([
      put(byAccount(account), { account, userId }),
      put(byUser(userId), { account, userId }),
      ...(sameUser && sameUser.account !== account ? [del(byAccount(sameUser.account))] : []),
      ...(sameAccount && sameAccount.userId !== userId ? [del(byUser(sameAccount.userId))] : []),
    ]);
  },

  async remove(organizationId, integrationId, account) {
    const userId = await userMappings.byAccount(organizationId, integrationId, account);
    if (userId === null) return;
    await transact([
      del(keys.mappedAccount(organizationId, integrationId, account)),
      del(keys.mappedUser(organizationId, integrationId, userId)),
    ]);
  },

  async wait(organizationId, integrationId, pending) {
    const input = {
      TableName: tableName(),
      Item: { ...keys.pendingAssignment(organizationId, integrationId, pending.account, pending.ticket), ...pending },
      ConditionExpression: "attribute_not_exists(pk) OR sourceTime <= :time",
      ExpressionAttributeValues: { ":time": pending.sourceTime },
    };
    await orUnavailable(dynamo.send(new PutCommand(input))).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  },

  async waiting(organizationId, integrationId, account) {
    const { pk, sk } = keys.pendingAssignment(organizationId, integrationId, account ?? "", "");
    const items = await queryAll(pk, account === undefined ? prefixes.waiting : sk);
    // An account's name may go on after the sign that ends it in the key.
    const found = items.map(({ pk: _pk, sk: _sk, ...it }) => it as PendingAssignment);
    return found.filter((it) => account === undefined || it.account === account);
  },

  async forget(organizationId, integrationId, { account, ticket }) {
    const Key = keys.pendingAssignment(organizationId, integrationId, account, ticket);
    await orUnavailable(dynamo.send(new DeleteCommand({ TableName: tableName(), Key })));
  },
};
