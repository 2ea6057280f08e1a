import { createHash } from "node:crypto";
import * as z from "zod";
import { DiscordRefused, THREAD_EXISTS } from "../../../core/discord/failure.ts";
import type { Discord } from "../../../core/discord/ports.ts";
import { Unavailable } from "../../../core/errors.ts";
import { applicationId, botToken, clientSecret } from "./application.ts";
import { type Call, call } from "./call.ts";

const Identified = z.object({ id: z.string() });
const Named = z.object({ id: z.string(), name: z.string() });
const Channel = z.object({ id: z.string(), type: z.number(), guild_id: z.string().nullish(), name: z.string().nullish() });
const Guilds = z.array(z.object({ id: z.string(), permissions: z.string() }));
const Token = z.object({ guild: Identified });

/** As the bot. `major` is what Discord counts this route's requests by. */
const ask = async <T>(schema: z.ZodType<T>, asked: Call): Promise<T> => {
  const parsed = schema.safeParse(await call({ ...asked, headers: { authorization: `Bot ${botToken()}`, ...asked.headers } }));
  if (!parsed.success) throw new Unavailable("Discord", undefined, { cause: new Error(`${asked.route} answered something else`) });
  return parsed.data;
};

/** behaviour §9.1 lists the paths. */
export const discord: Discord = {
  async answer(token, body) {
    const path = `/webhooks/${applicationId()}/${encodeURIComponent(token)}/messages/@original`;
    await call({ method: "PATCH", route: "webhook.message", major: createHash("sha256").update(token).digest("hex"), path, body });
  },

  post: (channelId, body, nonce) =>
    ask(Identified, {
      ...{ method: "POST", route: "channel.messages", major: channelId, path: `/channels/${channelId}/messages` },
      body: { ...body, nonce, enforce_nonce: true },
    }),

  async postInForum(channelId, name, message) {
    const body = { name, message };
    return ask(Identified, { method: "POST", route: "channel.threads", major: channelId, path: `/channels/${channelId}/threads`, body });
  },

  async edit(channelId, messageId, body) {
    const path = `/channels/${channelId}/messages/${messageId}`;
    await ask(Identified, { method: "PATCH", route: "channel.message", major: channelId, path, body });
  },

  async thread(channelId, messageId, name) {
    const path = `/channels/${channelId}/messages/${messageId}/threads`;
    try {
      const { id } = await ask(Identified, { method: "POST", route: "message.threads", major: channelId, path, body: { name } });
      return id;
    } catch (error) {
      if (error instanceof DiscordRefused && error.code === THREAD_EXISTS) return messageId;
      throw error;
    }
  },

  async channel(channelId) {
    const path = `/channels/${channelId}`;
    const { id, type, guild_id, name } = await ask(Channel, { method: "GET", route: "channel", major: channelId, path });
    return { id, type, guildId: guild_id ?? null, name: name ?? "" };
  },

  guild: (guildId) => ask(Named, { method: "GET", route: "guild", major: guildId, path: `/guilds/${guildId}` }),

  async permissions(guildId) {
    const path = `/users/@me/guilds?limit=1&after=${BigInt(guildId) - 1n}`;
    const found = await ask(Guilds, { method: "GET", route: "me.guilds", major: "", path });
    const own = found.find(({ id }) => id === guildId);
    if (!own) throw new DiscordRefused(404, 10_004);
    return BigInt(own.permissions);
  },

  async registerCommands(commands) {
    const path = `/applications/${applicationId()}/commands`;
    await ask(z.array(Identified), { method: "PUT", route: "application.commands", major: "", path, body: commands });
  },

  async leave(guildId) {
    await ask(z.unknown(), { method: "DELETE", route: "me.guild", major: "", path: `/users/@me/guilds/${guildId}` });
  },

  async exchange(code, redirectUri) {
    const body = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: redirectUri }).toString();
    const basic = Buffer.from(`${applicationId()}:${clientSecret()}`).toString("base64");
    const headers = { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" };
    const { guild } = await ask(Token, { method: "POST", route: "oauth2.token", major: "", path: "/oauth2/token", headers, body });
    return { guildId: guild.id };
  },
};
