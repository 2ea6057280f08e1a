import type { CacheInvalidation } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { unpackIds } from "./packed-ids.ts";
import type { Invalidations, OwnerCaches } from "./ports.ts";

/** Forgets what is cached about these groups, and notes it where they are part of a project's invalidation. Throws Unavailable. */
export async function freeGroups(
  { ownerCaches, invalidations, now }: Pick<Ports, "now"> & { ownerCaches: OwnerCaches; invalidations: Invalidations },
  message: CacheInvalidation,
): Promise<void> {
  if (message.v === 1) return ownerCaches.unlink(message.groupIds);
  const { organizationId, projectId, id, chunk, packed } = message;
  const groupIds = unpackIds(packed);
  await ownerCaches.unlink(groupIds);
  await invalidations.freed({ organizationId, projectId, id }, { chunk, groups: groupIds.length }, now());
}
