import type { ChatAccounts } from "../../../core/discord/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand } from "./commands.ts";
import { type Key, keys } from "./keys.ts";
import { transact, type Write } from "./transact.ts";

const get = async (Key: Key) =>
  (await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })))).Item;
const put = (key: Key, item: object): Write => ({ Put: { TableName: tableName(), Item: { ...key, ...item } } });
const del = (Key: Key): Write => ({ Delete: { TableName: tableName(), Key } });

export const chatAccounts: ChatAccounts = {
  find: async (organizationId, account) => ((await get(keys.chatAccount(organizationId, account)))?.userId as number | undefined) ?? null,

  async ofUsers(organizationId, userIds) {
    const items = await batchGet([...new Set(userIds)].map((it) => keys.chatUser(organizationId, it)));
    return new Map(items.map((it) => [it.userId as number, String(it.account)]));
  },

  async put(organizationId, account, userId) {
    const [sameAccount, sameUser] = await Promise.all([
      get(keys.chatAccount(organizationId, account)),
      get(keys.chatUser(organizationId, userId)),
    ]);
    const item = { account, userId };
    await transact([
      put(keys.chatAccount(organizationId, account), item),
      put(keys.chatUser(organizationId, userId), item),
      ...(sameAccount && sameAccount.userId !== userId ? [del(keys.chatUser(organizationId, sameAccount.userId as number))] : []),
      ...(sameUser && sameUser.account !== account ? [del(keys.chatAccount(organizationId, String(sameUser.account)))] : []),
    ]);
  },

  async remove(organizationId, account) {
    const userId = await chatAccounts.find(organizationId, account);
    if (userId === null) return;
    await transact([del(keys.chatAccount(organizationId, account)), del(keys.chatUser(organizationId, userId))]);
  },
};
