import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { JiraCredentials } from "../jira-server/ports.ts";
import type { JiraTicket } from "../jira-server/tickets.ts";
import type { IssueChanged, Reconciliation } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { type Integration, organizationsSyncing } from "./integration.ts";
import type { TicketLink } from "./link.ts";
import { isElsewhere, type LastChanges, type Missed, mayHaveMissed, missedChanges } from "./missed-changes.ts";

type Needed = Pick<
  Ports,
  | "integrations"
  | "reconciliations"
  | "reconciliationMessages"
  | "links"
  | "groups"
  | "jiraTickets"
  | "issueChanges"
  | "seal"
  | "now"
  | "log"
>;
type Updated = JiraTicket & { updated: number };

const MINUTE_MS = 60_000;
/** Asked for beyond what is needed: Jira counts whole minutes, and what is being written is not found yet. */
const OVERLAP_MINUTES = 2;
/** A week; what a tracker that could not be asked for longer changed before that is left to the next change. */
const LONGEST_MINUTES = 7 * 24 * 60;

/** Begins to compare every tracker with what is known of it, each from where the last comparison ended. */
export async function beginReconciliations(
  ports: Pick<Ports, "reconciliations" | "reconciliationMessages" | "now" | "log">,
): Promise<void> {
  const begun = ports.now();
  const all = await ports.reconciliations.list();
  await ports.reconciliationMessages.send(
    all.map(({ provider, externalId, until }) => ({ v: 1, provider, externalId, since: until, begun, startAt: 0 })),
  );
  ports.log.info("reconciliations.begun", { count: all.length });
}

/**
 * Looks for what a tracker changed without our hearing of it: webhooks are lost, and a Jira Server does not send one twice. One page of
 * what was updated since, newest first, so that what is updated meanwhile makes nothing slip through; what is missing takes the way of a
 * webhook, as of when it changed. One call for 100 tickets and one for each that may have something new. A tracker that cannot be asked
 * is asked the next time, for all of it, and what is wrong stands with the integration. Throws Unavailable.
 */
export async function reconcile(ports: Needed, message: Reconciliation): Promise<void> {
  const { provider, externalId, since, begun, startAt } = message;
  const integration = await ports.integrations.byExternalId(provider, externalId);
  const credentials = integration?.status === "active" ? credentialsOf(ports, integration) : null;
  if (!integration || !credentials || organizationsOf(integration).length === 0)
    return ports.reconciliations.record(message, { failure: null, until: begun });
  const minutes = Math.min(Math.ceil((ports.now() - since) / MINUTE_MS) + OVERLAP_MINUTES, LONGEST_MINUTES);
  try {
    const { tickets, next } = await ports.jiraTickets.updated(integration.site, credentials, { minutes, startAt });
    const missed = await Promise.all(organizationsOf(integration).map((id) => missedBy(ports, integration, credentials, id, tickets)));
    await ports.issueChanges.send(missed.flat());
    if (missed.flat().length > 0) ports.log.warn("reconciliation.missed", { integration: integration.id, count: missed.flat().length });
    if (next === null) await ports.reconciliations.record(message, { failure: null, until: begun });
    else await ports.reconciliationMessages.send([{ ...message, startAt: next }]);
  } catch (error) {
    if (!(error instanceof JiraFailure)) throw error;
    ports.log.warn("reconciliation.failed", { integration: integration.id, reason: error.kind });
    await ports.reconciliations.record(message, {
      failure: { at: ports.now(), kind: error.kind, text: `${error.message} ${error.todo}` },
    });
  }
}

const organizationsOf = (integration: Integration): number[] => [
  ...new Set([
    ...organizationsSyncing(integration, "sync_reverse_assignment"),
    ...organizationsSyncing(integration, "sync_status_reverse"),
  ]),
];

/** What one organization has missed of these tickets. */
async function missedBy(
  ports: Pick<Ports, "links" | "groups" | "jiraTickets" | "now">,
  integration: Integration,
  credentials: JiraCredentials,
  organizationId: number,
  tickets: readonly Updated[],
): Promise<IssueChanged[]> {
  const ids = tickets.map((it) => it.id);
  const changes: IssueChanged[] = [];
  for (const { ticket: id } of await ports.links.known(organizationId, integration.id, ids)) {
    const ticket = tickets.find((it) => it.id === id);
    const { issue, links } = await ports.links.ofTicket(organizationId, integration.id, id);
    if (!ticket || !issue || !mayHaveMissed({ issue, links, ownedSince: new Map() }, ticket, ticket.updated)) continue;
    const known = { issue, links, ownedSince: await ownedSince(ports, organizationId, links) };
    if (!mayHaveMissed(known, ticket, ticket.updated)) continue;
    const at = await ports.jiraTickets.lastChanges(integration.site, credentials, id).catch(unreadable);
    const missed = { ...missedChanges(known, ticket, at), ...(isElsewhere(issue, ticket) && { place: ticket.updated }) };
    changes.push(...messagesOf(integration, organizationId, ticket, missed));
  }
  const now = ports.now();
  return changes.map((it) => ({ ...it, sourceTime: Math.min(it.sourceTime, now) }));
}

async function ownedSince({ groups }: Pick<Ports, "groups">, organizationId: number, links: TicketLink[]): Promise<Map<number, number>> {
  const ids = links.map((it) => it.groupId);
  return new Map((await groups.getMany(organizationId, ids)).map(({ group, state }) => [group.id, state.assigneeSourceTime]));
}

/** One ticket that cannot be read must not keep the others from being. */
function unreadable(error: unknown): LastChanges {
  if (!(error instanceof JiraFailure) || !["not_found", "not_jira", "rejected"].includes(error.kind)) throw error;
  return { assignee: null, status: null };
}

/** Owner, status and place each as of its own time, so in messages of their own; each is the same one however often it is found. */
function messagesOf(
  { id: integrationId, installations }: Integration,
  organizationId: number,
  { id, key, summary, assignee, status }: Updated,
  missed: Missed & { place?: number },
): IssueChanged[] {
  const config = installations.find((it) => it.organizationId === organizationId)?.config;
  const organizations = [organizationId];
  const message = (what: string, sourceTime: number, part: Partial<IssueChanged>): IssueChanged => ({
    ...{ v: 1, provider: "jira_server", integrationId, ticket: id, key, title: summary.slice(0, 1000) },
    ...{ deliveryId: `reconciled:${organizationId}:${id}:${what}:${sourceTime}`, sourceTime },
    ...part,
  });
  const all: IssueChanged[] = [];
  if (missed.place !== undefined) all.push(message("place", missed.place, { place: { organizations, deleted: false } }));
  if (missed.assignee !== undefined && config?.sync_reverse_assignment) {
    const who = assignee ? { email: assignee.email, account: assignee.name } : { email: null };
    all.push(message("assignee", missed.assignee, { assignee: { organizations, ...who } }));
  }
  if (missed.status !== undefined && config?.sync_status_reverse) {
    const wanting = { id: organizationId, strategy: config.resolution_strategy };
    all.push(message("status", missed.status, { status: { organizations: [wanting], done: status.done } }));
  }
  return all;
}
