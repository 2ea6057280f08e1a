import type { AssigneeState } from "../issues/group.ts";

/** A ticket of another tracker that groups are linked to. `ticket` never changes, `key` moves with the ticket. */
export type ExternalIssue = {
  id: number;
  organizationId: number;
  integrationId: number;
  ticket: string;
  key: string;
  title: string;
  /** Whether it was done when it last told of itself, and when that was true at its source; null before the first time. */
  done: { is: boolean; sourceTime: number } | null;
  /** What we wrote into it last, oldest first; the tracker will tell us of it. */
  written: Written[];
  /** When it was deleted, or hidden from us; in milliseconds since the Unix epoch. */
  closedAt: number | null;
};

/** An assignee's account, or null; or whether it is done. As of the decision that it carried over, and when it was written. */
export type Written = {
  value: string | null | boolean;
  sourceTime: number;
  at: number;
  /** The delivery that told of it. */
  echo?: string;
};

/**
 * A group linked to a ticket. `hint` is the group's assignee as the newest relayed change left it: good enough to build a
 * transaction on, because the transaction checks the version; never good enough to skip one.
 */
export type TicketLink = {
  organizationId: number;
  integrationId: number;
  ticket: string;
  key: string;
  projectId: number;
  groupId: number;
  externalIssueId: number;
  /** In milliseconds since the Unix epoch. */
  linkedAt: number;
  hint: AssigneeState | null;
  sync: LinkSync;
};

/** Which link. */
export type LinkPlace = Pick<TicketLink, "organizationId" | "integrationId" | "ticket" | "groupId">;

/** How a link fares. Times in milliseconds since the Unix epoch, versions are those of the group. */
export type LinkSync = {
  /** When a change of the ticket last came to the group. */
  lastInbound: number | null;
  /** When the ticket was last found, or made, to be as the group is. */
  lastOutbound: number | null;
  /** Whether the ticket was done when it was last read or moved for this link, and when that was. */
  ticketDone: ExternalIssue["done"];
  assignee: Course | null;
  status: Course | null;
  comment: CommentCourse | null;
};

/**
 * How far the ticket follows: which version it has, or which one it waits for and why, in words for people. `decidedAt`: when that was
 * decided, at its source; of the owner only, as a version may be about something else.
 */
export type Course = {
  version: number;
  failure: null | { at: number; kind: string; text: string; attempts: number; stopped: boolean };
  decidedAt?: number;
};

/** Each note counts for itself: `missing` are those that failed and wait to be tried again, oldest first. */
export type CommentCourse = Course & { missing: UnsentNote[] };
/** A note, by the version it made, and who wrote it. */
export type UnsentNote = { version: number; userId: number };

export const UNSYNCED: LinkSync = {
  ...{ lastInbound: null, lastOutbound: null, ticketDone: null },
  ...{ assignee: null, status: null, comment: null },
};
