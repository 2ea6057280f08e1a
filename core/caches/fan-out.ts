import type { CacheInvalidation, ProjectInvalidation } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { packIds } from "./packed-ids.ts";
import type { Invalidations, OwnerCaches, RecentGroups } from "./ports.ts";

/** Groups whose keys one message frees: about 20 KB of ids, and five commands of 4,000 keys. */
export const GROUPS_PER_MESSAGE = 10_000;
/** Groups looked for by one step: ten messages, which is one batch. */
export const GROUPS_PER_STEP = 100_000;
/** The longest that an answer is remembered (behaviour §5.2): groups not seen since have none. */
const WINDOW_MS = 86_400_000;

type Needed = Pick<Ports, "now" | "log"> & {
  /** Version 0 where a project has no rules. */
  ownerships: { get(organizationId: number, projectId: number): Promise<{ version: number }> };
  ownerCaches: OwnerCaches;
  invalidations: Invalidations;
  recentGroups: RecentGroups;
  cacheInvalidations: Sender<CacheInvalidation>;
  projectInvalidations: Sender<ProjectInvalidation>;
};

/**
 * Makes all cached answers of a project invalid, by moving its epoch; then frees their memory: hands the groups seen within the window,
 * whatever their status, on to be unlinked, and asks for the next step. Teams and members mean nothing where there are no rules. May run
 * any number of times. Throws Unavailable.
 */
export async function fanOut(ports: Needed, message: ProjectInvalidation): Promise<void> {
  const { organizationId, projectId, id, by, reason, requestedAt, after, chunk, counted } = message;
  const place = { organizationId, projectId, id };
  if (after === null) {
    if (reason !== "ownership" && (await ports.ownerships.get(organizationId, projectId)).version === 0) return;
    await ports.ownerCaches.moveEpoch(projectId);
    const begun = await ports.invalidations.begin({ ...place, by, reason, requestedAt }, ports.now());
    ports.log.metric("cache.project_invalidated", { project: projectId, reason });
    if (!begun) return;
  }
  const found = await ports.recentGroups.page(organizationId, projectId, { since: requestedAt - WINDOW_MS, after, limit: GROUPS_PER_STEP });
  const chunks: number[][] = [];
  for (let at = 0; at < found.groupIds.length; at += GROUPS_PER_MESSAGE) chunks.push(found.groupIds.slice(at, at + GROUPS_PER_MESSAGE));
  await ports.cacheInvalidations.send(
    chunks.map((ids, n) => ({ v: 2, organizationId, projectId, id, chunk: chunk + n, packed: packIds(ids) }) as const),
  );
  const sofar = { chunk: chunk + chunks.length, counted: counted + found.groupIds.length };
  if (found.next) return ports.projectInvalidations.send([{ ...message, after: found.next, ...sofar }]);
  await ports.invalidations.allFound(place, { chunks: sofar.chunk, groups: sofar.counted }, ports.now());
}
