import type { UserMapping, UserMappings } from "../../../core/trackers/ports.ts";
import { getItem } from "./client.ts";
import { put, remove } from "./compare.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact } from "./transact.ts";

export const userMappings: UserMappings = {
  async list(organizationId, integrationId) {
    const items = await queryAll(keys.mappedAccount(organizationId, integrationId, "").pk, prefixes.account);
    return items.map(({ account, userId }) => ({ account, userId }) as UserMapping);
  },

  async byAccount(organizationId, integrationId, account) {
    const item = await getItem(keys.mappedAccount(organizationId, integrationId, account));
    return (item?.userId as number | undefined) ?? null;
  },

  async byUser(organizationId, integrationId, userId) {
    const item = await getItem(keys.mappedUser(organizationId, integrationId, userId));
    return (item?.account as string | undefined) ?? null;
  },

  async put(organizationId, integrationId, { account, userId }) {
    const byAccount = (it: string) => keys.mappedAccount(organizationId, integrationId, it);
    const byUser = (it: number) => keys.mappedUser(organizationId, integrationId, it);
    const all = await userMappings.list(organizationId, integrationId);
    const [sameUser, sameAccount] = [all.find((it) => it.userId === userId), all.find((it) => it.account === account)];
    await transact([
      put(byAccount(account), { account, userId }),
      put(byUser(userId), { account, userId }),
      ...(sameUser && sameUser.account !== account ? [remove(byAccount(sameUser.account))] : []),
      ...(sameAccount && sameAccount.userId !== userId ? [remove(byUser(sameAccount.userId))] : []),
    ]);
  },

  async remove(organizationId, integrationId, account) {
    const userId = await userMappings.byAccount(organizationId, integrationId, account);
    if (userId === null) return;
    await transact([
      remove(keys.mappedAccount(organizationId, integrationId, account)),
      remove(keys.mappedUser(organizationId, integrationId, userId)),
    ]);
  },
};
