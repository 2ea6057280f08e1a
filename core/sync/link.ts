import type { GroupState } from "../issues/group.ts";
import type { Provider } from "../trackers/integration.ts";

/**
 * An issue linked to a ticket. `hint` is the issue's state as the newest relayed change left it: good enough to build a transaction on,
 * because the transaction checks the version; never good enough to skip one.
 */
export type TicketLink = {
  organizationId: number;
  integrationId: number;
  provider: Provider;
  externalId: string;
  ticketId: string;
  key: string;
  projectId: number;
  groupId: number;
  /** What people call the issue. */
  shortId: string;
  /** Of the ticket, in this organization. */
  externalIssueId: number;
  /** The later of both decisions and of the ticket's last change when it was linked; in ms since the Unix epoch. */
  since: number;
  hint: GroupState | null;
  /** Notes on their way to the ticket, oldest first. */
  notes: PendingNote[];
  /** How many were given up because too many waited. */
  notesLost: number;
};

/** Which link. */
export type LinkRef = Pick<TicketLink, "organizationId" | "integrationId" | "ticketId" | "groupId">;

/** A note, by the version it made, and who wrote it; `sent`: when it was last written to the ticket, without our knowing that it is there. */
export type PendingNote = { version: number; userId: number; sent?: number };

/** A link is read with every change of its ticket, so it stays small: of more notes than these the oldest are given up, which is said. */
export const NOTES_KEPT = 100;

/** Where a note's record keeps the comment that it became on one ticket. */
export const commentKey = ({ integrationId, ticketId }: Pick<LinkRef, "integrationId" | "ticketId">): string =>
  `${integrationId}#${ticketId}`;
