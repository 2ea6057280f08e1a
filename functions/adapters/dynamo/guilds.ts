import type { Guild, Guilds } from "../../../core/discord/ports.ts";
import { auditEntry } from "./audit-entry.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand } from "./commands.ts";
import { idOf, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

export const guilds: Guilds = {
  async find(organizationId, guildId) {
    const read = new GetCommand({ TableName: tableName(), Key: keys.guild(organizationId, guildId), ConsistentRead: true });
    const { Item } = await orUnavailable(dynamo.send(read));
    return Item ? readGuild(Item) : null;
  },

  list: async (organizationId) => (await queryAll(keys.organization(organizationId).pk, prefixes.guild)).map(readGuild),

  async organizationsOf(guildId) {
    const items = await queryAll(keys.guildInstallation(guildId, 0).pk, prefixes.organization);
    return items.map(({ sk }) => idOf(String(sk))).sort((a, b) => a - b);
  },

  async put(guild, by) {
    const { organizationId, guildId } = guild;
    await transact([
      put(keys.guild(organizationId, guildId), guild),
      put(keys.guildInstallation(guildId, organizationId), {}),
      audited("INTEGRATION_ADD", guild, { by, at: guild.installedAt }),
    ]);
  },

  async remove(guild, how) {
    const { organizationId, guildId } = guild;
    const del = (Key: Record<string, string>): Write => ({ Delete: { TableName: tableName(), Key } });
    await transact([
      del(keys.guild(organizationId, guildId)),
      del(keys.guildInstallation(guildId, organizationId)),
      audited("INTEGRATION_REMOVE", guild, how),
    ]);
  },
};

const put = (key: object, item: object): Write => ({ Put: { TableName: tableName(), Item: { ...key, ...item } } });

const audited = (event: string, { organizationId, name }: Guild, { by, at }: { by: number; at: number }): Write =>
  auditEntry(organizationId, { event, actor: by, target: organizationId, at, data: { provider: "discord", name } });

export const readGuild = ({ pk: _pk, sk: _sk, ...guild }: Record<string, unknown>): Guild => guild as Guild;
