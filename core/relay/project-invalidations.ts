import type { ProjectInvalidation } from "../messages.ts";
import type { Change, Reach } from "./change.ts";

/** What is changed by the minute frees the memory once a minute: a change of a team is one of each of its members. */
const MINUTE_MS = 60_000;

const padded = (milliseconds: number): string => String(milliseconds).padStart(16, "0");

/**
 * The projects whose cached answers no longer hold since a record changed: the one whose rules it has, or those that a team or a member
 * came to or left; all of theirs where it came, went, or is known by another name. The same record says the same, however often.
 */
export function projectInvalidations(change: Exclude<Change, { kind: "activity" | "group" }>): ProjectInvalidation[] {
  const { organizationId, at, place } = change;
  const message = (id: number, more: Pick<ProjectInvalidation, "id" | "by" | "reason" | "requestedAt">): ProjectInvalidation => ({
    ...{ v: 1, organizationId, projectId: id, after: null, chunk: 0, counted: 0 },
    ...more,
  });
  if (change.kind === "ownership") {
    const { version = 0, updatedAt = at } = change.after ?? {};
    const id = `${padded(updatedAt)}-${version}`;
    return change.after ? [message(change.projectId, { id, by: id, reason: "ownership", requestedAt: updatedAt })] : [];
  }
  const reason = change.kind === "team" ? "team" : "member";
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return affectedProjects(change.before, change.after).map((it) =>
    message(it, { id: `${padded(minute)}-${reason}`, by: place, reason, requestedAt: minute + MINUTE_MS }),
  );
}

function affectedProjects(before: Reach | null, after: Reach | null): number[] {
  const [were, are] = [new Set(before?.projects), new Set(after?.projects)];
  const same = before && after && before.slug === after.slug && before.email === after.email && before.active === after.active;
  return [...(same ? were.symmetricDifference(are) : were.union(are))];
}
