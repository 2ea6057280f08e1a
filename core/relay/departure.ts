import type { Departure } from "../issues/issue-update.ts";
import type { Change } from "./change.ts";

/** A team or a member that is gone; null for any other change of one. */
export function departure(change: Change): Departure | null {
  if (change.kind !== "team" && change.kind !== "member") return null;
  const { organizationId, before, after } = change;
  const id = change.kind === "team" ? before?.id : before?.userId;
  if (after !== null || id === undefined) return null;
  return { v: 1, organizationId, gone: { type: change.kind === "team" ? "team" : "user", id }, after: null, found: false };
}
