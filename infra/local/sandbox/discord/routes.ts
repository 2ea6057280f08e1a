import * as spec from "discord-api-spec/zod";
import type { ZodType } from "zod";
import { applicationShape, channelShape, commandShape, guildShape, messageShape, myGuildShape, threadShape } from "./shapes.ts";
import type { DiscordState, Message } from "./state.ts";

export type Asked = { path: string; query: URLSearchParams; body: Record<string, unknown>; form: URLSearchParams; authorization: string };
export type Reply = { status: number; body?: unknown; schema?: ZodType };
type Route = {
  method: string;
  path: RegExp;
  takes?: ZodType;
  open?: boolean;
  run: (state: DiscordState, asked: Asked, ids: string[]) => Reply;
};

const ok = (schema: ZodType, body: unknown): Reply => ({ status: 200, body, schema });
export const failed = (status: number, code: number): Reply => ({
  ...{ status, body: { code, message: `error ${code}` }, schema: spec.ErrorResponseSchema },
});

/** The paths of Discord's API that a Lockstep uses, each with the schema of what it takes and of what it answers. */
export const routes: Route[] = [
  {
    method: "POST",
    path: /^\/channels\/(\d+)\/messages$/,
    takes: spec.MessageCreateRequestSchema,
    run: (state, { body }, [channelId = ""]) => {
      if (!state.channels.has(channelId)) return failed(404, 10_003);
      const { nonce = null, enforce_nonce } = body as { nonce?: string | null; enforce_nonce?: boolean };
      const same = enforce_nonce ? state.messages.find((it) => it.channelId === channelId && it.nonce === nonce) : undefined;
      return ok(spec.MessageResponseSchema, messageShape(state, same ?? posted(state, channelId, body, nonce)));
    },
  },
  {
    method: "PATCH",
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    takes: spec.MessageEditRequestPartialSchema,
    run: (state, { body }, [channelId, id]) => {
      const message = state.messages.find((it) => it.channelId === channelId && it.id === id);
      if (!message) return failed(404, 10_008);
      Object.assign(message, body, { edits: message.edits + 1 });
      return ok(spec.MessageResponseSchema, messageShape(state, message));
    },
  },
  {
    method: "POST",
    path: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
    takes: spec.CreateTextThreadWithMessageRequestSchema,
    run: (state, { body }, [channelId = "", id = ""]) => {
      const guildId = state.channels.get(channelId)?.guildId;
      if (!guildId || !state.messages.some((it) => it.id === id)) return failed(404, 10_008);
      if (state.channels.has(id)) return failed(400, 160_004);
      return ok(spec.ThreadResponseSchema, opened(state, id, guildId, body));
    },
  },
  {
    method: "POST",
    path: /^\/channels\/(\d+)\/threads$/,
    takes: spec.CreateForumThreadRequestSchema,
    run: (state, { body }, [channelId = ""]) => {
      const forum = state.channels.get(channelId);
      if (forum?.type !== 15) return failed(404, 10_003);
      const id = state.next();
      state.messages.push({ ...newMessage(id, id), ...(body.message as Partial<Message>) });
      return ok(spec.ThreadResponseSchema, opened(state, id, forum.guildId, body));
    },
  },
  {
    method: "GET",
    path: /^\/applications\/@me$/,
    run: (state) => ok(spec.PrivateApplicationResponseSchema, applicationShape(state)),
  },
  {
    method: "GET",
    path: /^\/channels\/(\d+)$/,
    run: (state, _, [id = ""]) => {
      const channel = state.channels.get(id);
      return channel
        ? ok([11, 12].includes(channel.type) ? spec.ThreadResponseSchema : spec.GuildChannelResponseSchema, channelShape(channel))
        : failed(404, 10_003);
    },
  },
  {
    method: "GET",
    path: /^\/guilds\/(\d+)$/,
    run: (state, _, [id = ""]) => {
      const guild = state.guilds.get(id);
      return guild ? ok(spec.GuildWithCountsResponseSchema, guildShape(guild)) : failed(404, 10_004);
    },
  },
  {
    method: "GET",
    path: /^\/users\/@me\/guilds$/,
    run: (state, { query }) => {
      const after = BigInt(query.get("after") ?? 0);
      const all = [...state.guilds.values()].filter(({ id }) => BigInt(id) > after).slice(0, Number(query.get("limit") ?? 200));
      for (const it of all) spec.MyGuildResponseSchema.parse(myGuildShape(it));
      return { status: 200, body: all.map(myGuildShape) };
    },
  },
  {
    method: "DELETE",
    path: /^\/users\/@me\/guilds\/(\d+)$/,
    run: (state, _, [id = ""]) => (state.guilds.delete(id) ? { status: 204 } : failed(404, 10_004)),
  },
  {
    method: "PUT",
    path: /^\/applications\/(\d+)\/commands$/,
    run: (state, { body }) => {
      state.commands = (body as unknown as { name: string }[]).map((it) => spec.ApplicationCommandUpdateRequestSchema.parse(it) as never);
      const shapes = state.commands.map((it) => commandShape(state, it));
      for (const it of shapes) spec.ApplicationCommandResponseSchema.parse(it);
      return { status: 200, body: shapes };
    },
  },
  {
    method: "POST",
    path: /^\/oauth2\/token$/,
    open: true,
    run: (state, { form, authorization }) => {
      const basic = `Basic ${Buffer.from(`${state.applicationId}:${state.clientSecret}`).toString("base64")}`;
      const guildId = state.codes.get(form.get("code") ?? "");
      if (authorization !== basic || !guildId || form.get("grant_type") !== "authorization_code")
        return { status: 400, body: { error: "invalid_grant" } };
      state.codes.delete(form.get("code") ?? "");
      return {
        status: 200,
        body: { access_token: "t", token_type: "Bearer", expires_in: 604_800, scope: "bot", guild: guildShape(state.guilds.get(guildId)!) },
      };
    },
  },
  {
    method: "PATCH",
    path: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/@original$/,
    takes: spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
    open: true,
    run: (state, { body }, [, token = ""]) => {
      const seen = state.ephemeral.get(token);
      if (!seen) return failed(404, 10_015);
      Object.assign(seen, body);
      return ok(spec.MessageResponseSchema, messageShape(state, { ...newMessage(state.next(), "0"), ...seen }));
    },
  },
];

const newMessage = (id: string, channelId: string): Message => ({
  id,
  channelId,
  content: "",
  embeds: [],
  components: [],
  nonce: null,
  edits: 0,
});

function posted(state: DiscordState, channelId: string, body: object, nonce: string | null): Message {
  const { content = "", embeds = [], components = [] } = body as Partial<Message>;
  const message = { ...newMessage(state.next(), channelId), content, embeds, components, nonce };
  state.messages.push(message);
  return message;
}

function opened(state: DiscordState, id: string, guildId: string, body: object) {
  const { name = "" } = body as { name?: string };
  state.channels.set(id, { id, type: 11, guildId, name });
  return threadShape({ id, guildId, name });
}
