import type { Page, Paged } from "../page.ts";
import type { Release } from "./release.ts";

export type Releases = {
  find(organizationId: number, projectId: number, version: string): Promise<Release | null>;
  /** False where it is there already, and stays as it is. Throws NotFound where the project is gone. */
  add(release: Release): Promise<boolean>;
  /** Says when a release that is there was released. */
  date(release: Release): Promise<void>;
  /** The newest in the project's own order; null where there is none. As it is now. */
  newest(organizationId: number, projectId: number): Promise<Release | null>;
  /** The versions of the newest, by project; of those that have one. As they are now: a request for a hundred projects. */
  latest(organizationId: number, projectIds: readonly number[]): Promise<Map<number, string>>;
  /** Makes it the newest, if `before` still is; false where that was another by now. */
  moveNewest(before: Release | null, to: Release): Promise<boolean>;
  /** By when they were first heard of, newest first. */
  list(organizationId: number, projectId: number, page: Page): Promise<Paged<Release>>;
};
