import * as z from "zod";
import { Name, reserved, Slug } from "../organizations/name-fields.ts";
import { isReservedSlug } from "../organizations/slug.ts";
import { isKnownPlatform } from "./platform.ts";

const platform = z
  .string()
  .refine(isKnownPlatform, "Invalid platform")
  .transform((it) => it || null)
  .nullable()
  .optional();

/** The body that makes a project. Neither the name nor the slug may be a reserved slug (behaviour §6.4, §13 decision 54). */
export const NewProject = z.object({
  name: Name.refine((it) => !isReservedSlug(it.toLowerCase()), reserved("name")),
  slug: Slug.nullish(),
  platform,
});

/** The body that changes one: fields that are left out stay as they are. */
export const ProjectUpdate = z.object({
  name: Name.optional(),
  slug: Slug.optional(),
  platform,
  scrubIPAddresses: z.boolean("Give true or false.").optional(),
  sensitiveFields: z
    .array(z.string().trim().min(2, "A name has two characters at least.").max(64))
    .max(50, "Give 50 names at most.")
    .optional(),
});
export type ProjectUpdate = z.infer<typeof ProjectUpdate>;
