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
export const ProjectUpdate = z.object({ name: Name.optional(), slug: Slug.optional(), platform });
export type ProjectUpdate = z.infer<typeof ProjectUpdate>;
