import { Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { AlertRule } from "./alert-rule.ts";
import { DiscordRefused, wordsOf } from "./failure.ts";
import type { AlertRules, Discord, Guild } from "./ports.ts";

/** Channels that take messages: text, announcements and threads; and those whose messages are posts, forums and media (behaviour §9.9). */
const TEXT = [0, 5, 11, 12];
const FORUM = [15, 16];

const refused = (field: string, message: string): Invalid => new Invalid(message, { fields: { [field]: [message] } });

/** The id of a channel, by itself or in its address. */
const channelIdOf = (text: string): string | null =>
  /^(?:https:\/\/(?:\w+\.)?discord\.com\/channels\/\d{1,20}\/)?(\d{1,20})\/?$/.exec(text.trim())?.[1] ?? null;

const list = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((it) => it !== ""))];

/**
 * A rule as a form has it, in place of the one with `ruleId` where that is given, once Discord has said that its channel is one of the
 * server's. Throws Invalid with messages for each field, and Unavailable where Discord cannot be asked now.
 */
export async function saveRule(
  { random, discord, alertRules }: Pick<Ports, "random"> & { discord: Discord; alertRules: AlertRules },
  {
    guilds,
    organizationId,
    projectId,
    form,
    ruleId,
  }: { guilds: readonly Guild[]; organizationId: number; projectId: number; form: URLSearchParams; ruleId?: string },
): Promise<AlertRule> {
  const text = (name: string): string | null => form.get(name)?.trim() || null;
  const guild = guilds.find((it) => it.guildId === form.get("guild"));
  if (!guild) throw refused("guild", "Choose a server that is connected.");
  const channelId = channelIdOf(form.get("channel") ?? "");
  if (!channelId) throw refused("channel", "Paste the channel's address, or its id: right-click it in Discord, then Copy Link.");
  const forum = await isForum(discord, guild.guildId, channelId);
  const parsed = AlertRule.safeParse({
    ...{ id: ruleId ?? Buffer.from(random(8)).toString("hex"), guildId: guild.guildId, channelId, forum, failure: null },
    name: text("name") ?? "Discord",
    newIssues: form.get("new_issues") === "on",
    regressions: form.get("regressions") === "on",
    escalations: form.get("escalations") === "on",
    level: text("level"),
    environment: text("environment"),
    owned: text("owned") === null ? null : text("owned") === "yes",
    minutes: Number(text("minutes") ?? 60),
    tags: list(form.get("tags") ?? ""),
  });
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "name");
    throw refused(field, `${field[0]?.toUpperCase()}${field.slice(1)}: ${parsed.error.issues[0]?.message ?? "that cannot be taken"}`);
  }
  const { newIssues, regressions, escalations } = parsed.data;
  if (!newIssues && !regressions && !escalations) throw refused("new_issues", "Choose what the channel is told of.");
  await alertRules.put(organizationId, projectId, parsed.data);
  return parsed.data;
}

async function isForum(discord: Discord, guildId: string, channelId: string): Promise<boolean> {
  try {
    const channel = await discord.channel(channelId);
    if (channel.guildId !== guildId) throw refused("channel", "That channel is in another server.");
    if (!TEXT.includes(channel.type) && !FORUM.includes(channel.type)) throw refused("channel", "That channel takes no messages.");
    return FORUM.includes(channel.type);
  } catch (error) {
    if (error instanceof DiscordRefused) throw refused("channel", wordsOf(error));
    throw error;
  }
}

/** Who may act in a channel: people with one of these roles, or everybody who is linked where none is named. Throws Invalid. */
export function withRoles(guild: Guild, form: URLSearchParams): Guild {
  const channelId = channelIdOf(form.get("acting_channel") ?? "");
  if (!channelId) throw refused("acting_channel", "Paste the channel's address, or its id.");
  const roles = list(form.get("acting_roles") ?? "");
  if (roles.some((it) => !/^\d{1,20}$/.test(it)) || roles.length > 50) throw refused("acting_roles", "Enter ids of roles, 50 at most.");
  const { [channelId]: _, ...others } = guild.roles;
  if (Object.keys(others).length >= 200) throw refused("acting_channel", "200 channels have roles already.");
  return { ...guild, roles: roles.length === 0 ? others : { ...others, [channelId]: roles } };
}
