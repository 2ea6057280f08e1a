import { Unavailable } from "../errors.ts";
import type { GroupState } from "../issues/group.ts";
import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { JiraCredentials, JiraSite } from "../jira-server/ports.ts";
import type { OutboundAssignee } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { organizationsSyncing, type SyncConfig, type SyncSwitch } from "./integration.ts";
import type { Course, ExternalIssue, LinkPlace, TicketLink } from "./link.ts";
import type { LinkNews, OutboundRead, OutboundSubject } from "./ports.ts";

export type OutboundPorts = Pick<
  Ports,
  "links" | "outboundReads" | "integrations" | "jiraTickets" | "seal" | "analyticsEvents" | "now" | "log"
>;
type Message = Pick<OutboundAssignee, "organizationId" | "integrationId" | "ticket" | "groupId" | "version" | "again">;
type Side = "assignee" | "status" | "comment";

/** What a link, its group and its tracker are, once it is clear that the ticket may have to change. */
export type Attempt = {
  place: LinkPlace;
  state: GroupState;
  issue: ExternalIssue;
  link: TicketLink;
  read: OutboundRead;
  site: JiraSite;
  credentials: JiraCredentials;
  config: SyncConfig;
};

/** Something that only a person can put right, in words for people. Trying again by itself would not help. */
export class Halted extends Error {
  readonly kind: string;
  constructor(kind: string, text: string) {
    super(text);
    this.kind = kind;
  }
}

/** Whether the change came from this very ticket: then it has it already (§13 decision 26). */
export const isOrigin = ({ origin, integrationId, ticket }: Pick<OutboundAssignee, "origin" | "integrationId" | "ticket">): boolean =>
  origin.kind === "integration" && origin.integrationId === integrationId && origin.ticket === ticket;

export const placeOf = ({ organizationId, integrationId, ticket, groupId }: Message): LinkPlace => ({
  organizationId,
  integrationId,
  ticket,
  groupId,
});

/** What there is of a link that stands: its group, its ticket and itself. */
export type Linked = OutboundRead & Pick<Attempt, "state" | "issue" | "link">;
type Subject = OutboundSubject & { name: SyncSwitch; settled: (read: Linked) => string | null };

/**
 * Why a change of an owner or a status needs nothing any more: a newer version has a message of its own, and a version that the ticket
 * has had is not sent twice. So of many changes only the newest costs a call.
 */
export const overtaken =
  (message: Message, side: "assignee" | "status", isNewest: (state: GroupState) => boolean) =>
  ({ state, issue, link }: Linked): string | null => {
    if (!isNewest(state)) return "older";
    if (message.again) return null;
    const course = link.sync[side];
    if (course?.failure === null && course.version >= message.version) return "done";
    return issue.closedAt === null ? null : "closed";
  };

/** Reads what a change is decided on, and says why there is nothing to do: one request, and one of a kept integration. */
export async function prepare(
  ports: OutboundPorts,
  message: Message,
  { name, settled, ...about }: Subject,
): Promise<Attempt | { skipped: string }> {
  const place = placeOf(message);
  const read = await ports.outboundReads(place, about);
  const { state, issue, link } = read;
  if (!state || !issue || !link || !read.integration) return { skipped: "unlinked" };
  const skipped = settled({ ...read, state, issue, link });
  if (skipped !== null) return { skipped };
  const integration = await ports.integrations.byExternalId(read.integration.provider, read.integration.externalId);
  if (integration?.status !== "active" || !organizationsSyncing(integration, name).includes(place.organizationId))
    return { skipped: "off" };
  const credentials = credentialsOf(ports, integration);
  const config = integration.installations.find((it) => it.organizationId === place.organizationId)?.config;
  if (!credentials || !config) return { skipped: "off" };
  return { place, state, issue, link, read, site: integration.site, credentials, config };
}

/**
 * Does it, and records on the link how it went: in order, or why not in words for people. What a person has to put right stops there and
 * is shown; what passes by itself is thrown as Unavailable, after as long as Jira asked for, or after longer and longer.
 */
export async function carryOut(
  ports: OutboundPorts,
  { place, link, issue }: Attempt,
  { side, version, newsOf }: { side: Side; version: number; newsOf: (course: Course) => LinkNews },
  act: () => Promise<LinkNews>,
): Promise<void> {
  try {
    const found = await act();
    const now = ports.now();
    await ports.links.record(place, { ...newsOf({ version, failure: null }), lastOutbound: now, ...found });
  } catch (error) {
    if (!(error instanceof JiraFailure || error instanceof Halted)) throw error;
    const attempts = (link.sync[side]?.failure?.attempts ?? 0) + 1;
    const retry = error instanceof JiraFailure && error.retry !== false;
    const text = error instanceof JiraFailure ? `${error.message} ${error.todo}` : error.message;
    const failure = { at: ports.now(), kind: error.kind, text, attempts, stopped: !retry };
    await ports.links.record(place, newsOf({ version, failure }));
    if (error.kind === "not_found" && issue.closedAt === null) await ports.links.follow(issue, { closedAt: ports.now() });
    ports.log.warn(`outbound.${side}.failed`, { ticket: place.ticket, version, reason: error.kind, count: attempts });
    if (!retry) return;
    throw new Unavailable("Jira", typeof error.retry === "number" ? error.retry : waitAfter(attempts), { cause: error });
  }
}

/** 5, 20, 80 and then 300 seconds: a Jira that restarts has come back by then. */
const waitAfter = (attempts: number): number => Math.min(300, 5 * 4 ** (attempts - 1));

/** The ticket as it is now. One that was moved or renamed is followed, one that had been gone is back. */
export async function readTicket(ports: OutboundPorts, { site, credentials, issue }: Attempt) {
  const ticket = await ports.jiraTickets.get(site, credentials, issue.ticket);
  if (ticket.key !== issue.key || issue.closedAt !== null) await ports.links.follow(issue, { key: ticket.key, closedAt: null });
  return ticket;
}

/** `integration.issue.…synced` (behaviour §10.2): once for each version that a ticket was told. */
export const synced = (message: Message, what: "assignee" | "status" | "comments", now: number) => ({
  v: 1 as const,
  id: `${message.groupId}:${message.version}:${message.integrationId}:${message.ticket}:${what}.synced`.slice(0, 200),
  type: `integration.issue.${what}.synced`,
  organizationId: message.organizationId,
  timestamp: now,
  data: { provider: "jira_server", id: message.integrationId, organization_id: message.organizationId },
});
