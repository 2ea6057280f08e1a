import * as z from "zod";

/** A version of a project that events named, or that somebody announced. Times in ms since the Unix epoch. */
export type Release = { organizationId: number; projectId: number; version: string; createdAt: number; releasedAt: number | null };

/** Characters of a version at most (https://docs.sentry.io/product/releases/naming-releases/). */
const MAX_VERSION = 250;

/** No line break, tab, slash or backslash, and none of the words that mean another thing in a path. */
export const isVersion = (text: string): boolean =>
  text.length <= MAX_VERSION && text.trim() === text && text !== "" && !/[\n\r\t\f\\/]/.test(text) && !/^(\.{1,2}|latest)$/i.test(text);

const version = z.string().refine(isVersion, "A version has 1 to 250 characters, no slash and no line break, and is not “latest”.");
const date = z.iso
  .datetime({ offset: true, local: true, error: "Give a date such as 2026-11-28T12:00:00Z." })
  .transform((it) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(it) ? it : `${it}Z`))
  .nullish();
const projects = z.array(z.string().min(1).max(100)).max(100);

/** The body that announces a release to projects, by slug or id. What else clients send (refs, commits, address) is taken and not kept. */
export const NewRelease = z.object({
  version,
  projects: projects.min(1, "Name a project at least.").optional(),
  dateReleased: date,
});
export const ReleaseUpdate = z.object({ projects: projects.optional(), dateReleased: date });
