import type { Change } from "./change.ts";

/** Committed changes that not everybody has yet. Each comes here in its own transaction, and goes when everybody who acts on it has it. */
export type Outbox = {
  /** Those of a part (0 to PARTS - 1) that have waited since before `until` (ms), at most `limit`, the longest first. Throws Unavailable. */
  waiting(part: number, until: number, limit: number): Promise<Change[]>;
  /** Everybody has it. Again, or of what is gone, it changes nothing. Throws Unavailable. */
  done(change: Pick<Change, "entry">): Promise<void>;
  /** It could not be handed on now: it waits from `now` (ms) on, behind the others. Throws Unavailable. */
  postpone(change: Pick<Change, "entry">, now: number): Promise<void>;
};

/** As many at a time as may be written, one partition of an index taking some 500 changes a second. A prime, so that ids which have something in common spread. */
export const PARTS = 7;

/** By the id of the issue, the project or the organization that changed. */
export const partOf = (id: number): number => id % PARTS;
