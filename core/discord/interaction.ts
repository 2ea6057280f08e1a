import * as z from "zod";
import { Invalid } from "../errors.ts";

const snowflake = z.string().regex(/^\d{1,20}$/);
const user = z.object({ id: snowflake, username: z.string().max(100), global_name: z.string().max(100).nullish() });
const common = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1).max(1000),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ parent_id: snowflake.nullish() }).optional(),
  member: z.object({ user, roles: z.array(snowflake).max(1000) }).optional(),
  user: user.optional(),
};
/** A field of a form, as it was filled in. */
const text = z.object({ custom_id: z.string().max(100), value: z.string().max(100) });
const options = z.array(z.object({ name: z.string(), value: z.unknown() })).optional();

/** As much of what Discord sends as is used (behaviour §9.1, §9.2). Whatever else there is in it is left out. */
const Interaction = z.discriminatedUnion("type", [
  z.object({ type: z.literal(1) }),
  z.object({ ...common, type: z.literal(2), data: z.object({ name: z.string().max(32), options }) }),
  z.object({
    ...common,
    type: z.literal(3),
    data: z.object({ custom_id: z.string().max(100), values: z.array(z.string().max(100)).max(25).optional() }),
  }),
  z.object({
    ...common,
    type: z.literal(5),
    data: z.object({ custom_id: z.string().max(100), components: z.array(z.object({ component: text })).max(5) }),
  }),
  z.object({ type: z.literal(4) }),
]);
type Interaction = z.infer<typeof Interaction>;
export type Command = Extract<Interaction, { type: 2 }>;
export type Press = Extract<Interaction, { type: 3 }>;
export type Filled = Extract<Interaction, { type: 5 }>;

/** The body of a request whose signature fits. Throws Invalid. */
export function readInteraction(body: Buffer): Interaction {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new Invalid("The body is not valid JSON.", { cause });
  }
  const parsed = Interaction.safeParse(value);
  if (!parsed.success) throw new Invalid("The body is no interaction that is known here.");
  return parsed.data;
}

/** The first of January 2015, from which Discord counts (ms since the Unix epoch). */
const EPOCH = 1_420_070_400_000n;

/**
 * When somebody pressed, by the id that Discord gave it, and never later than `now` (both ms since the Unix epoch): the same, however often
 * and wherever it is worked on, so that a repeat decides nothing.
 */
export const pressedAt = (id: string, now: number): number => Math.min(Number((BigInt(id) >> 22n) + EPOCH), now);

/** Who it was: in a server the member, in a direct message the user. */
export const whoOf = ({ member, user }: Command | Press | Filled) => member?.user ?? user ?? null;
