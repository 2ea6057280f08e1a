import * as z from "zod";
import { GIVEN_SLUG, isReservedSlug, MAX_SLUG } from "./slug.ts";

/** Characters of a name at most. */
const MAX_NAME = 200;

const text = (most: number) =>
  z
    .string({ error: ({ input }) => (input === undefined ? "This field is required." : "Not a valid string.") })
    .trim()
    .min(1, "This field may not be blank.")
    .max(most, `Ensure this field has no more than ${most} characters.`);

/** What has no letter and no digit of any script is no name. */
export const Name = text(MAX_NAME).regex(/[\p{L}\p{N}]/u, "A name needs a letter or a digit.");

export const reserved = (what: string) => ({
  error: ({ input }: { input?: unknown }) => `The ${what} "${String(input)}" is reserved and not allowed.`,
});

/** behaviour §6.2 and §6.4 */
export const Slug = text(MAX_SLUG)
  .regex(GIVEN_SLUG, "Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. It cannot be entirely numeric.")
  .refine((it) => !isReservedSlug(it), reserved("slug"));
