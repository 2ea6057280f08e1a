import * as z from "zod";

/** Characters of a name at most. */
const MAX_NAME = 64;

const name = z
  .string("Not a valid string.")
  .trim()
  .max(MAX_NAME, `Ensure this field has no more than ${MAX_NAME} characters.`)
  .transform((it) => it || undefined)
  .nullish();

const whole = (most: number) =>
  z
    .int("Give a whole number.")
    .min(1, "Give 1 or more.")
    .max(most, `Give ${most.toLocaleString("en")} or less.`);

/** So many requests in so many seconds; null: the rate of everybody. A day at most. */
const rateLimit = z.object({ count: whole(10_000_000), window: whole(86_400) }).nullish();

/** The body that makes a key of a project; a key without a name is called Default. */
export const NewKey = z.object({ name, rateLimit });
export type NewKey = z.infer<typeof NewKey>;

/** The body that changes one: fields that are left out stay as they are. */
export const KeyUpdate = z.object({ name, isActive: z.boolean("Give true or false.").optional(), rateLimit });
export type KeyUpdate = z.infer<typeof KeyUpdate>;
