import type { OwnerCaches } from "../caches/ports.ts";
import type { Ports } from "../ports.ts";
import { NO_OWNERSHIP, type Ownership, type OwnershipSettings } from "./ownership.ts";
import type { OwnershipChange, Ownerships } from "./ports.ts";

export type SavePorts = Pick<Ports, "now" | "log"> & { ownerships: Ownerships; ownerCaches: OwnerCaches };

type Place = { organizationId: number; projectId: number };

/** Saves, and makes every cached answer about the project's groups invalid; where the cache is unwell the stream does that. */
export async function commitOwnership(
  ports: SavePorts,
  place: Place,
  before: Ownership,
  change: Omit<OwnershipChange, "at">,
): Promise<Ownership | null> {
  const { organizationId, projectId } = place;
  const saved = await ports.ownerships.save(organizationId, projectId, before, { ...change, at: ports.now() });
  if (saved) await ports.ownerCaches.moveEpoch(projectId).catch(() => ports.log.warn("cache.unavailable", { project: projectId }));
  return saved;
}

export const settingsOf = (ownership: OwnershipSettings): OwnershipSettings => {
  const { fallthrough, autoAssignment, suspectCommitterAutoAssignment, codeownersAutoSync, stopped } = { ...NO_OWNERSHIP, ...ownership };
  return { fallthrough, autoAssignment, suspectCommitterAutoAssignment, codeownersAutoSync, ...(stopped && { stopped }) };
};
