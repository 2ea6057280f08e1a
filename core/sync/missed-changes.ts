import type { JiraTicket } from "../jira-server/tickets.ts";
import { turnedTo } from "./inbound-status.ts";
import type { ExternalIssue, TicketLink } from "./link.ts";
import { decisionBehind } from "./own-writes.ts";

/** `ownedSince`: when the owner of each linked group was decided on, by group. */
type Known = { issue: ExternalIssue; links: readonly TicketLink[]; ownedSince: ReadonlyMap<number, number> };

/** When assignee and status of a ticket last changed; ms since the Unix epoch, null where they never did. */
export type LastChanges = { assignee: number | null; status: number | null };
/** What a ticket has that nobody told us of, and since when. */
export type Missed = { assignee?: number; status?: number };

/** Whether a ticket that was updated then may have something that we do not know: the question that costs nothing to ask. */
export const mayHaveMissed = (known: Known, ticket: JiraTicket, updated: number): boolean =>
  isElsewhere(known.issue, ticket) || Object.keys(missedChanges(known, ticket, { assignee: updated, status: updated })).length > 0;

/** It was moved, or is back. */
export const isElsewhere = (issue: ExternalIssue, ticket: JiraTicket): boolean => issue.key !== ticket.key || issue.closedAt !== null;

/**
 * What of a ticket is newer than all we know of it: an assignee that was decided on after what the ticket was last told, and a status on
 * the other side of done than the one a link last saw. What was so when the ticket was linked is no change.
 */
export function missedChanges(known: Known, ticket: JiraTicket, { assignee, status }: LastChanges): Missed {
  const { issue, links } = known;
  const missed: Missed = {};
  if (assignee !== null && hasNewAssignee(known, ticket, assignee)) missed.assignee = assignee;
  if (status !== null && links.some((it) => status > it.linkedAt && turnedTo(ticket.status.done, status, issue, it)))
    missed.status = status;
  return missed;
}

/** Of the same moment: how much later a webhook tells of a change than the change was. */
const APART_MS = 10_000;

function hasNewAssignee({ issue, links, ownedSince }: Known, { assignee }: JiraTicket, at: number): boolean {
  return links.some(({ groupId, linkedAt, sync }) => {
    const told = sync.assignee?.decidedAt ?? 0;
    const decided = decisionBehind(issue, assignee?.name ?? null, at, told);
    if (decided < told) return links.length > 1 && told - decided > APART_MS;
    const since = (ownedSince.get(groupId) ?? 0) - decided;
    return decided > Math.max(linkedAt, told) && !(since >= 0 && since <= APART_MS);
  });
}
