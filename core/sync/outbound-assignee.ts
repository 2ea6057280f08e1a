import type { OutboundAssignee } from "../messages.ts";
import type { Ports } from "../ports.ts";
import type { Course } from "./link.ts";
import {
  type Attempt,
  carryOut,
  Halted,
  isOrigin,
  type OutboundPorts,
  overtaken,
  placeOf,
  prepare,
  readTicket,
  synced,
} from "./outbound.ts";
import { type LinkedOwner, sameOwner, settleOwner, tellingOf } from "./settle-owner.ts";

type AssigneePorts = OutboundPorts & Pick<Ports, "groups" | "organizations">;

/**
 * `sync_assignee_outbound` (behaviour §2.14, §3.5): the ticket of one link gets the owner that its group has, if that is still the one
 * of this message, the ticket has another, and the change did not come from the ticket itself. A team is nobody in Jira, so a group
 * that a team gets leaves the ticket as it is (§13 decision 31). Two requests, one call to read and at most one to write, and one to
 * search where the person's account is not known yet; two requests more for a ticket of several issues. Throws Unavailable.
 */
export async function outboundAssignee(ports: AssigneePorts, message: OutboundAssignee): Promise<void> {
  const { ticket, version, after } = message;
  const place = placeOf(message);
  if (!message.changed) return ports.links.noteAssignee(place, after);
  const decidedAt = after.assigneeSourceTime;
  if (isOrigin(message))
    return ports.links.record(place, { hint: after, lastInbound: ports.now(), assignee: { version, failure: null, decidedAt } });
  const { assignee } = after;
  const attempt = await prepare(ports, message, {
    name: "sync_forward_assignment",
    userId: assignee?.type === "user" ? assignee.id : null,
    settled: overtaken(message, "assignee", ({ assignee: now }) => now?.id === assignee?.id && now?.type === assignee?.type),
  });
  if ("skipped" in attempt || assignee?.type === "team") {
    const reason = "skipped" in attempt ? attempt.skipped : "team";
    ports.log.info("outbound.assignee.skipped", { ticket, version, reason });
    return reason === "unlinked" || reason === "older" || reason === "done" ? undefined : ports.links.noteAssignee(place, after);
  }
  const newer = await newerOf(ports, attempt, message);
  if (newer) return outboundAssignee(ports, tellingOf(newer, `${message.groupId}:${version}`));
  const newsOf = (course: Course) => ({ hint: after, assignee: { ...course, decidedAt: attempt.state.assigneeSourceTime } });
  await carryOut(ports, attempt, { side: "assignee", version, newsOf }, async () => {
    const value = await assign(ports, attempt, assignee !== null);
    if (value === undefined) return {};
    ports.log.info("outbound.assignee.sent", { ticket, version });
    await ports.analyticsEvents.send([synced(message, "assignee", ports.now())]);
    const write = { value, sourceTime: attempt.state.assigneeSourceTime, at: ports.now() };
    return { written: { write, known: attempt.issue.written } };
  });
}

/** Another issue of the ticket that was decided on later: what it has is what the ticket gets, and what this one has from then on. */
async function newerOf(
  ports: AssigneePorts,
  { read, config, place, state, issue }: Attempt,
  { groupId, version, organizationId, integrationId }: OutboundAssignee,
): Promise<LinkedOwner | null> {
  if (!read.shared || !read.integration || !config.sync_reverse_assignment) return null;
  const { links } = await ports.links.ofTicket(organizationId, integrationId, issue.ticket);
  const ids = links.map((it) => it.groupId);
  const states = new Map((await ports.groups.getMany(organizationId, ids)).map((it) => [it.group.id, it.state]));
  const known = links.flatMap((link) => (states.has(link.groupId) ? [{ link, state: states.get(link.groupId)! }] : []));
  const { provider } = read.integration;
  const origin = { kind: "integration", provider, integrationId, ticket: place.ticket, deliveryId: `${groupId}:${version}` } as const;
  const extra = { provider, integration_id: String(integrationId), external_issue: issue.key };
  const newest = await settleOwner(ports, known, { origin, extra });
  return newest && newest.link.groupId !== groupId && !sameOwner(newest.state.assignee, state.assignee) ? newest : null;
}

/** The account that was written, null for nobody; undefined where there was nothing to write. */
async function assign(ports: OutboundPorts, attempt: Attempt, wanted: boolean): Promise<string | null | undefined> {
  const { site, credentials, issue, read } = attempt;
  const now = await readTicket(ports, attempt);
  if (!wanted) {
    // Nobody has it because nobody ever decided: that takes a ticket from nobody.
    if (now.assignee === null || attempt.state.assigneeSourceTime === 0) return undefined;
    await ports.jiraTickets.assign(site, credentials, issue.ticket, null);
    return null;
  }
  const { member, account } = read;
  // A user who is gone is nobody, never somebody else.
  if (!member) throw new Halted("no_member", "The issue belongs to somebody who is no longer a member. Assign it anew.");
  const isMember = (email: string | null | undefined) => email?.toLowerCase() === member.email.toLowerCase();
  if (account === null ? isMember(now.assignee?.email) : now.assignee?.name === account) return undefined;
  const name =
    account ??
    (await ports.jiraTickets.assignable(site, credentials, { ticketId: issue.ticket, text: member.email })).find((it) => isMember(it.email))
      ?.name;
  if (name === undefined)
    throw new Halted(
      "no_account",
      `${member.name} has no account in Jira that can get ${now.key}: none has the same address. Map the person to an account on the integration's page, or let the account be assigned tickets of this project.`,
    );
  await ports.jiraTickets.assign(site, credentials, issue.ticket, name);
  return name;
}
