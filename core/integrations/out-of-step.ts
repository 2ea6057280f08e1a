import { NotFound } from "../errors.ts";
import { findGroupId } from "../issues/find-group.ts";
import type { Groups } from "../issues/ports.ts";
import type { Member } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { TicketLink } from "../sync/link.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import { FIELDS, type FieldName } from "../sync/register.ts";
import type { TicketState } from "../sync/ticket-state.ts";
import { type Integration, isTracker } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { listInstalled } from "./find-integration.ts";
import { type LinkHealth, linkHealth } from "./link-health.ts";

export type OutOfStepPorts = { integrations: Integrations; links: Links; tickets: Tickets; groups: Groups; organizations: Organizations };

/** One link, and where its ticket is. */
export type LinkAt = LinkHealth & {
  /** Names the link in an address; unique in its organization. */
  id: string;
  integration: Integration;
  /** ISO 8601; null where it was found just now. */
  since: string | null;
  /** What of the two is unlike, as far as that is known. */
  differs: FieldName[];
  /** Who has the issue, and the tracker's account that has the ticket; null where nobody does, or it is not known. */
  userId: number | null;
  account: string | null;
};

export type OutOfStep = {
  /** The worst first, and of those the oldest. */
  items: LinkAt[];
  trackers: Integration[];
  /** More tickets are waited for than are looked through. */
  more: boolean;
};

/** Of each tracker the tickets that are due first are looked through. */
const TICKETS = 200;
/** Whatever is due is due before. */
const EVER = 9_000_000_000_000_000;
const WORST_FIRST: LinkHealth["state"][] = ["stopped", "waiting", "quiet"];

/**
 * What is out of step in an organization, over all its trackers, or that of one issue, however it fares, where `query` is its short id.
 * Whoever is out of step is due to be looked at: the index of what is due is read and no other link. For each tracker that has any it is
 * one request, and what `links.ofTickets` takes; then one for fifty issues.
 */
export async function listOutOfStep(ports: OutOfStepPorts, organizationId: number, query = "", asked: Asked = {}): Promise<OutOfStep> {
  const wanted = query.trim().toLowerCase();
  const [installed, issue] = await Promise.all([
    asked.installed ?? listInstalled(ports, organizationId),
    issueNamed(ports, organizationId, query.trim()),
  ]);
  const trackers = installed.map((it) => it.integration).filter(isTracker);
  const found = await Promise.all(trackers.map((it) => dueOf(ports, organizationId, it, asked.which)));
  const named = issue === null ? null : await ports.links.byGroup(organizationId, issue);
  const known = named === null ? found.flatMap((it) => it.known) : await statesOf(ports, trackers, named);
  const healths = await healthOf(ports, organizationId, known, asked.members);
  const shown = named === null ? healths.filter((it) => isOutOfStep(it) && isNamed(it, wanted)) : healths;
  return { items: shown.sort(worstFirst), trackers, more: named === null && found.some((it) => it.more) };
}

type Asked = {
  /** What whoever asks has asked for anyway. */
  installed?: ReturnType<typeof listInstalled>;
  members?: Promise<Member[]>;
  /** Of tickets that are known to be of no interest, nothing more is read. */
  which?: (state: TicketState) => boolean;
};
type Known = { integration: Integration; link: TicketLink; state: TicketState | null };

async function issueNamed({ groups }: OutOfStepPorts, organizationId: number, text: string): Promise<number | null> {
  if (!/^[A-Za-z0-9_-]+-[A-Za-z0-9]+$/.test(text)) return null;
  return findGroupId({ groups }, organizationId, text).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
}

async function dueOf(
  { tickets, links }: OutOfStepPorts,
  organizationId: number,
  integration: Integration,
  which: (state: TicketState) => boolean = () => true,
): Promise<{ known: Known[]; more: boolean }> {
  const all = await tickets.due(integration.id, EVER, TICKETS);
  const more = all.length === TICKETS;
  const due = all.filter(which);
  if (due.length === 0) return { known: [], more };
  const of = await links.ofTickets(
    organizationId,
    integration.id,
    due.map((it) => it.ticketId),
  );
  return { known: of.map((link) => ({ integration, link, state: stateOf(link, due) })), more };
}

async function statesOf({ tickets }: OutOfStepPorts, trackers: readonly Integration[], of: readonly TicketLink[]): Promise<Known[]> {
  const known = trackers.map(async (integration) => {
    const own = of.filter((it) => it.integrationId === integration.id);
    const states = await tickets.known(
      integration.id,
      own.map((it) => it.ticketId),
    );
    return own.map((link) => ({ integration, link, state: stateOf(link, states) }));
  });
  return (await Promise.all(known)).flat();
}

const stateOf = ({ ticketId }: TicketLink, states: readonly TicketState[]): TicketState | null =>
  states.find((it) => it.ticketId === ticketId) ?? null;

async function healthOf(
  { groups, organizations }: OutOfStepPorts,
  organizationId: number,
  known: readonly Known[],
  asked?: Promise<Member[]>,
): Promise<LinkAt[]> {
  if (known.length === 0) return [];
  const [issues, members] = await Promise.all([
    groups.getMany(organizationId, [...new Set(known.map((it) => it.link.groupId))]),
    asked ?? organizations.members(organizationId),
  ]);
  return known.map(({ integration, link, state }) => {
    const issue = issues.find((it) => it.group.id === link.groupId) ?? null;
    return linkAt({ integration, link, state }, { issue, members });
  });
}

type Beside = { issue: Parameters<typeof linkHealth>[1]["issue"]; members: readonly Member[] };

export function linkAt({ integration, link, state }: Known, { issue, members }: Beside): LinkAt {
  const known = linkIn(integration, linkHealth(link, { issue, state, members }, integration));
  const differs = FIELDS.filter((it) => known.differs.includes(it) || (state?.[it].intents.length ?? 0) > 0);
  const assignee = issue?.state.assignee;
  const userId = assignee?.type === "user" ? assignee.id : null;
  return { ...known, id: linkId(link), differs, userId, account: state?.owner.shown ?? null };
}

/** The same of a link of which no more is known than how it fares. */
export function linkIn(integration: Integration, health: LinkHealth): LinkAt {
  const { issue, ticket, problems } = health;
  const id = linkId({ integrationId: integration.id, groupId: Number(issue?.id ?? 0), ticketId: ticket.id });
  const differs = FIELDS.filter((it) => problems.some((one) => one.about === it));
  return { ...health, id, integration, since: problems.map((it) => it.since).sort()[0] ?? null, differs, userId: null, account: null };
}

/** Of a link, in an address. */
export const linkId = ({ integrationId, ticketId, groupId }: Pick<TicketLink, "integrationId" | "ticketId" | "groupId">): string =>
  `${integrationId}:${groupId}:${ticketId}`;

/** The other way round. Throws NotFound for what names none. */
export function readLinkId(text: string): Pick<TicketLink, "integrationId" | "ticketId" | "groupId"> {
  const [, integrationId, groupId, ticketId] = /^(\d{1,16}):(\d{1,16}):(.{1,256})$/.exec(text) ?? [];
  if (ticketId === undefined) throw new NotFound("There is no such link.");
  return { integrationId: Number(integrationId), groupId: Number(groupId), ticketId };
}

export const isOutOfStep = ({ state }: Pick<LinkHealth, "state">): boolean => WORST_FIRST.includes(state);

const isNamed = ({ ticket, issue }: LinkAt, wanted: string): boolean =>
  wanted === "" || [ticket.key, ticket.owner, issue?.shortId, issue?.title, issue?.owner].some((it) => it?.toLowerCase().includes(wanted));

/** What has no time was found just now. */
const worstFirst = (a: LinkAt, b: LinkAt): number => rank(a) - rank(b) || (a.since ?? "9").localeCompare(b.since ?? "9");

const rank = (it: LinkAt): number => (isOutOfStep(it) ? WORST_FIRST.indexOf(it.state) : WORST_FIRST.length);
