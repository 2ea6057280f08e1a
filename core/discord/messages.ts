import * as z from "zod";

const id = z.int().positive();

/** DiscordWork: an interaction that takes longer than Discord waits, with when somebody pressed (ms since the Unix epoch). As core/messages.ts says of all. */
export const DiscordWork = z.object({
  v: z.literal(1),
  id: z.string().regex(/^\d{1,20}$/),
  token: z.string().min(1).max(1000),
  /** Null in a direct message. */
  guildId: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable(),
  /** The channel, and the one that it is a thread of. */
  channels: z.array(z.string().max(20)).max(2),
  account: z.string().regex(/^\d{1,20}$/),
  roles: z.array(z.string().max(20)).max(1000),
  name: z.string().max(100),
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("command"), command: z.string().max(32) }),
    z.object({ kind: z.literal("press"), customId: z.string().max(100), values: z.array(z.string().max(100)).max(25) }),
    z.object({ kind: z.literal("form"), customId: z.string().max(100), texts: z.record(z.string().max(100), z.string().max(100)) }),
  ]),
  at: z.int().nonnegative(),
});
export type DiscordWork = z.infer<typeof DiscordWork>;

/** DiscordNews.fifo: an issue is new, or changed: what was posted of it may have to be edited, and a channel to be told. Ordered per issue. */
export const DiscordNews = z.object({
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  groupId: id,
  /** The change; 0 for an issue that is new. */
  version: z.int().nonnegative(),
});
export type DiscordNews = z.infer<typeof DiscordNews>;
