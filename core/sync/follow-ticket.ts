import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import type { ExternalIssue } from "./link.ts";

/** A ticket was moved, renamed or deleted: its links know it by its new key, or are closed. They stay, to be read. Throws Unavailable. */
export async function followTicket(
  { links, log, now }: Pick<Ports, "links" | "log" | "now">,
  organizationId: number,
  change: IssueChanged,
) {
  const { issue } = await links.ofTicket(organizationId, change.integrationId, change.ticket);
  if (!issue) return;
  const key = change.key ?? issue.key;
  const title = change.title ?? issue.title;
  if (change.place?.deleted) {
    if (issue.closedAt === null) await links.follow(issue, { closedAt: now() });
  } else if (key !== issue.key || title !== issue.title || issue.closedAt !== null) {
    await links.follow(issue, { key, title, closedAt: null });
  }
  log.info("ticket.followed", {
    organization: organizationId,
    ticket: change.ticket,
    reason: change.place?.deleted ? "deleted" : "renamed",
  });
}

/** A ticket that tells of itself is there, whatever was found before. Throws Unavailable. */
export async function heardOf({ links }: Pick<Ports, "links">, issue: ExternalIssue, { sourceTime }: IssueChanged): Promise<void> {
  if (issue.closedAt !== null && sourceTime > issue.closedAt) await links.follow(issue, { closedAt: null });
}
