import type { Ports } from "../ports.ts";

/**
 * The invalidation of a whole project's cached answers: a note committed with the change that made it necessary, and how far it is. It
 * is in effect when the epoch has moved; freeing the memory follows. Times are milliseconds since the Unix epoch.
 */
export type Invalidation = {
  organizationId: number;
  projectId: number;
  /** Newest last, as text. */
  id: string;
  reason: "ownership" | "codeowners" | "team" | "member";
  requestedAt: number;
};

type Source = Pick<Ports, "now" | "random">;
type Place = Pick<Invalidation, "organizationId" | "projectId">;

/** A note to be committed now. Ids sort by time; of one millisecond in any order. */
export function projectInvalidation({ now, random }: Source, place: Place, reason: Invalidation["reason"]): Invalidation {
  const requestedAt = now();
  const id = `${String(requestedAt).padStart(16, "0")}-${Buffer.from(random(6)).toString("hex")}`;
  return { organizationId: place.organizationId, projectId: place.projectId, id, reason, requestedAt };
}
