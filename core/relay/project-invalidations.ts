import type { ProjectInvalidation } from "../messages.ts";
import type { Change } from "./change.ts";

/** What is changed by the minute frees the memory once a minute: many change teams at the same time. */
const MINUTE_MS = 60_000;

const padded = (milliseconds: number): string => String(milliseconds).padStart(16, "0");

/** The projects whose cached answers no longer hold since a change of rules, teams or members. The same change says the same, however often. */
export function projectInvalidations(change: Extract<Change, { kind: "ownership" | "roster" }>): ProjectInvalidation[] {
  const { organizationId, at, entry } = change;
  const message = (id: number, more: Pick<ProjectInvalidation, "id" | "by" | "reason" | "requestedAt">): ProjectInvalidation => ({
    ...{ v: 1, organizationId, projectId: id, after: null, chunk: 0, counted: 0 },
    ...more,
  });
  if (change.kind === "ownership") {
    const id = `${padded(at)}-${change.version}`;
    return [message(change.projectId, { id, by: id, reason: "ownership", requestedAt: at })];
  }
  const { reason, projects } = change;
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return projects.map((it) => message(it, { id: `${padded(minute)}-${reason}`, by: entry, reason, requestedAt: minute + MINUTE_MS }));
}
