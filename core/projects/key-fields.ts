import * as z from "zod";

/** Characters of a name at most. */
const MAX_NAME = 64;

const name = z
  .string("Not a valid string.")
  .trim()
  .max(MAX_NAME, `Ensure this field has no more than ${MAX_NAME} characters.`)
  .transform((it) => it || undefined)
  .nullish();

/** The body that makes a key of a project; a key without a name is called Default. */
export const NewKey = z.object({ name });

/** The body that changes one: fields that are left out stay as they are. */
export const KeyUpdate = z.object({ name, isActive: z.boolean("Give true or false.").optional() });
export type KeyUpdate = z.infer<typeof KeyUpdate>;
