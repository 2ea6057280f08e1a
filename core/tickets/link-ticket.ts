import { Invalid, NotFound } from "../errors.ts";
import type { GroupWithState } from "../issues/ports.ts";
import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { JiraCredentials } from "../jira-server/ports.ts";
import type { JiraTicket } from "../jira-server/tickets.ts";
import type { Ports } from "../ports.ts";
import { type Installation, type Integration, organizationsSyncing } from "../sync/integration.ts";
import { type TicketLink, UNSYNCED } from "../sync/link.ts";
import { recordLink } from "./record-link.ts";

export type LinkPorts = Pick<
  Ports,
  "groups" | "links" | "jiraTickets" | "seal" | "ids" | "issueChanges" | "outboundAssignees" | "now" | "log"
>;
export type Where = { integration: Integration; installation: Installation; issue: GroupWithState };
/** Who links what. */
export type Linking = Where & { userId: number };
export type Linked = { link: TicketLink; ticket: JiraTicket };

/**
 * Links an existing ticket to an issue (behaviour §2.16), known by its id from then on; whoever has one of the two gets the other. The
 * comment is added to the ticket. Throws Invalid where Jira does not have or show the ticket or the link is there, NotFound, Unavailable.
 */
export async function linkTicket(ports: LinkPorts, where: Linking, wanted: { key: string; comment?: string | undefined }): Promise<Linked> {
  const { integration } = where;
  const credentials = credentialsFor(ports, integration);
  const ticket = await ports.jiraTickets
    .get(integration.site, credentials, wanted.key)
    .catch((error: unknown) => Promise.reject(asInvalid(error, "externalIssue")));
  const link = await store(ports, where, ticket, { isNew: false });
  if (!link) throw new Invalid(`${ticket.key} is linked already.`, { fields: { non_field_errors: [`${ticket.key} is linked already.`] } });
  if (wanted.comment) {
    // The link stands; a ticket that takes no comment is no reason to undo it.
    await ports.jiraTickets.comment(integration.site, credentials, ticket.id, { text: wanted.comment }).catch((error: unknown) => {
      ports.log.warn("link.comment.failed", { ticket: ticket.id, reason: error instanceof JiraFailure ? error.kind : "unknown" });
    });
  }
  return { link, ticket };
}

/** What an integration acts with. Throws Invalid once it was uninstalled. */
export function credentialsFor(ports: Pick<Ports, "seal">, integration: Integration): JiraCredentials {
  const credentials = integration.status === "active" ? credentialsOf(ports, integration) : null;
  if (!credentials) throw new Invalid("This Jira is no longer connected. Connect it again.");
  return credentials;
}

/** What asking again does not change is the client's to put right, in Jira's words and ours, with the field it is about. */
export function asInvalid(error: unknown, field: string): unknown {
  if (!(error instanceof JiraFailure) || error.retry !== false) return error;
  const text = `${error.message} ${error.todo}`;
  return new Invalid(text, { fields: { [error.kind === "not_found" ? field : "non_field_errors"]: [text] }, cause: error });
}

/** Null where the link is there already. The issue with this ticket in it is one for all its links. */
export async function store(
  ports: LinkPorts,
  where: Linking,
  ticket: JiraTicket,
  { isNew }: { isNew: boolean },
): Promise<TicketLink | null> {
  const { group, state } = where.issue;
  const organizationId = group.organizationId;
  const { issue } = await ports.links.ofTicket(organizationId, where.integration.id, ticket.id);
  const id = issue?.id ?? (await ports.ids.next());
  const place = { organizationId, integrationId: where.integration.id, ticket: ticket.id, key: ticket.key };
  const link = {
    ...place,
    projectId: group.projectId,
    groupId: group.id,
    externalIssueId: id,
    linkedAt: ports.now(),
    hint: state,
    sync: UNSYNCED,
  };
  const done = { is: ticket.status.done, sourceTime: ports.now() };
  if (!(await ports.links.create({ ...place, id, title: ticket.summary, done, written: [], closedAt: null }, link))) return null;
  if (issue && (issue.key !== ticket.key || issue.closedAt !== null)) await ports.links.follow(issue, { key: ticket.key, closedAt: null });
  await recordLink(ports, where, { ticket: ticket.id, key: ticket.key, title: ticket.summary, isNew });
  await shareOwner(ports, where, link, ticket);
  return link;
}

/** The ticket's assignee becomes the issue's owner; where it has none, the other way round. Through the queues, like every change. */
async function shareOwner(ports: LinkPorts, { integration, issue: { state } }: Where, link: TicketLink, ticket: JiraTicket): Promise<void> {
  const { organizationId, projectId, groupId, integrationId } = link;
  const once = `link:${link.externalIssueId}:${groupId}:${ports.now()}`;
  if (ticket.assignee && state.assignee === null && integration.provider === "jira_server") {
    const organizations = organizationsSyncing(integration, "sync_reverse_assignment").filter((it) => it === organizationId);
    if (organizations.length === 0) return;
    const { name, email } = ticket.assignee;
    const change = { v: 1, provider: integration.provider, integrationId, ticket: ticket.id, key: ticket.key } as const;
    await ports.issueChanges.send([
      { ...change, deliveryId: once, sourceTime: ports.now(), assignee: { organizations, email, account: name } },
    ]);
  } else if (state.assignee !== null) {
    const { version, assignee, assigneeSourceTime } = state;
    const after = { version, assignee, assigneeSourceTime };
    const place = { organizationId, projectId, groupId, integrationId, ticket: ticket.id };
    await ports.outboundAssignees.send([
      { v: 1, ...place, version, sourceTime: assigneeSourceTime, changed: true, again: once, after, origin: { kind: "system" } },
    ]);
  }
}

/** Removes a link of an issue, by the id of its external issue; the ticket in Jira stays as it is. Throws NotFound. */
export async function unlinkTicket(
  { links }: Pick<Ports, "links">,
  { organizationId, groupId }: { organizationId: number; groupId: number },
  externalIssueId: string,
): Promise<void> {
  const link = (await links.byGroup(organizationId, groupId)).find((it) => String(it.externalIssueId) === externalIssueId);
  if (!link) throw new NotFound();
  await links.remove(link);
}
