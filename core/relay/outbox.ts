import type { Activity } from "../issues/activity.ts";

/** Which committed change: activity `version` of a group. */
export type Committed = Pick<Activity, "organizationId" | "groupId" | "version">;

/** Committed changes that were not relayed yet. Each comes here in its own transaction, and goes when everybody who acts on it has it. */
export type Outbox = {
  /** Those of a part (0 to PARTS - 1) that have waited since before `until` (ms), at most `limit`, the longest first. Throws Unavailable. */
  waiting(part: number, until: number, limit: number): Promise<Activity[]>;
  /** It was relayed. Again, or of what is gone, it changes nothing. Throws Unavailable. */
  done(change: Committed): Promise<void>;
  /** It could not be relayed now: it waits from `now` (ms) on, behind the others. Throws Unavailable. */
  postpone(change: Committed, now: number): Promise<void>;
};

/** As many at a time as may be written, one partition of an index taking some 500 changes a second. A prime, so that ids which have something in common spread. */
export const PARTS = 7;

export const partOf = (groupId: number): number => groupId % PARTS;
