import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { UserMapping, UserMappings } from "../../../core/trackers/ports.ts";
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

  async byUser(organizationId, integrationId, userId) {
    const Key = keys.mappedUser(organizationId, integrationId, userId);
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    return (Item?.account as string | undefined) ?? null;
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
};
