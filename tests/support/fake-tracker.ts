import { JiraFailure } from "../../core/jira-server/failure.ts";
import type { JiraUser } from "../../core/jira-server/ports.ts";
import type { JiraComment, JiraTicket, JiraTickets } from "../../core/jira-server/tickets.ts";
import type { AnalyticsEvent } from "../../core/messages.ts";
import type { Ports } from "../../core/ports.ts";
import type { Integration } from "../../core/sync/integration.ts";
import type { OutboundPorts } from "../../core/sync/outbound.ts";
import type { OutboundReads, PendingAssignment, UserMapping, UserMappings } from "../../core/sync/ports.ts";
import { anIntegration, fakeIntegrations } from "./fake-integrations.ts";
import { fakeSender, ORGANIZATION, plainSeal } from "./fakes.ts";

/** Tickets in memory: what was written is told to `wrote`, as a webhook would. */
export function fakeJiraTickets(
  accounts: readonly JiraUser[],
  wrote: (ticket: JiraTicket, what: "assignee" | "status") => void = () => {},
) {
  const tickets = new Map<string, JiraTicket>();
  /** When each changed last, as its changelog has it. */
  const changes = new Map<string, { assignee: number | null; status: number | null }>();
  const calls: string[] = [];
  const failures: JiraFailure[] = [];
  const comments: (JiraComment & { ticket: string; text: string })[] = [];
  const statuses = [
    { id: "1", name: "Open", done: false },
    { id: "6", name: "Closed", done: true },
  ];
  const ticket = (name: string, id: string): JiraTicket => {
    calls.push(`${name} ${id}`);
    const failure = failures.shift();
    if (failure) throw failure;
    const found = tickets.get(id);
    if (!found) throw new JiraFailure("not_found", { host: "jira.example.com" });
    return found;
  };
  const port: JiraTickets = {
    get: async (_site, _credentials, id) => structuredClone(ticket("get", id)),
    assignable: async (_site, _credentials, { ticketId, text }) => {
      ticket("search", ticketId);
      return accounts.filter((it) => it.email?.toLowerCase().startsWith(text.toLowerCase()));
    },
    assign: async (_site, _credentials, id, name) => {
      const found = ticket("assign", id);
      found.assignee = accounts.find((it) => it.name === name) ?? null;
      wrote(found, "assignee");
    },
    transitions: async (_site, _credentials, id) => {
      const { status } = ticket("transitions", id);
      return statuses.filter((it) => it.id !== status.id).map((to) => ({ id: `to-${to.id}`, to, required: [] }));
    },
    transition: async (_site, _credentials, id, transition) => {
      const found = ticket("transition", id);
      found.status = statuses.find((it) => `to-${it.id}` === transition.id) ?? found.status;
      wrote(found, "status");
    },
    updated: async () => {
      calls.push("updated");
      const failure = failures.shift();
      if (failure) throw failure;
      const all = [...tickets.values()].map((it) => {
        const { assignee, status } = changes.get(it.id) ?? { assignee: null, status: null };
        return { ...structuredClone(it), updated: Math.max(assignee ?? 0, status ?? 0) };
      });
      return { tickets: all, next: null };
    },
    lastChanges: async (_site, _credentials, id) => {
      ticket("changes", id);
      return changes.get(id) ?? { assignee: null, status: null };
    },
    create: async () => ({ id: "1", key: "APP-1" }),
    types: async () => [],
    comments: async (_site, _credentials, id) => {
      const { id: asked } = ticket("comments", id);
      return structuredClone(comments.filter((it) => it.ticket === asked)).reverse();
    },
    comment: async (_site, _credentials, id, { text, note = null }) => {
      const comment = { id: String(comments.length + 1), ticket: ticket("comment", id).id, text, note };
      comments.push(comment);
      return comment.id;
    },
  };
  const add = (id: string, over: Partial<JiraTicket> = {}): JiraTicket => {
    const added: JiraTicket = {
      id,
      key: id,
      summary: "",
      assignee: null,
      status: statuses[0]!,
      project: { id: "10000", key: "APP" },
      ...over,
    };
    tickets.set(id, added);
    return added;
  };
  return { port, tickets, changes, calls, comments, failures, statuses, add };
}

/** In memory; `seed` are those of organization 11 and tracker 41. */
export function fakeUserMappings(seed: readonly UserMapping[] = []) {
  type Place = { organizationId: number; integrationId: number };
  let rows = seed.map((it) => ({ organizationId: ORGANIZATION.id, integrationId: 41, ...it }));
  let pending: (PendingAssignment & Place)[] = [];
  const isAt = (it: Place, organizationId: number, integrationId: number) =>
    it.organizationId === organizationId && it.integrationId === integrationId;
  const mappingsOf = (...place: [number, number]) => rows.filter((it) => isAt(it, ...place));
  const bare = <T extends Place>({ organizationId: _o, integrationId: _i, ...it }: T) => it;
  const port: UserMappings = {
    list: async (...place) => mappingsOf(...place).map(bare),
    byAccount: async (organizationId, integrationId, account) =>
      mappingsOf(organizationId, integrationId).find((it) => it.account === account)?.userId ?? null,
    put: async (organizationId, integrationId, mapping) => {
      const replaced = mappingsOf(organizationId, integrationId).filter(
        (it) => it.account === mapping.account || it.userId === mapping.userId,
      );
      rows = [...rows.filter((it) => !replaced.includes(it)), { organizationId, integrationId, ...mapping }];
    },
    remove: async (organizationId, integrationId, account) => {
      rows = rows.filter((it) => !isAt(it, organizationId, integrationId) || it.account !== account);
    },
    wait: async (organizationId, integrationId, one) => {
      const same = (it: PendingAssignment & Place) =>
        isAt(it, organizationId, integrationId) && it.account === one.account && it.ticket === one.ticket;
      if (pending.some((it) => same(it) && it.sourceTime > one.sourceTime)) return;
      pending = [...pending.filter((it) => !same(it)), { organizationId, integrationId, ...one }];
    },
    waiting: async (organizationId, integrationId, account) =>
      pending
        .filter((it) => isAt(it, organizationId, integrationId) && (account === undefined || it.account === account))
        .map(bare)
        .sort((a, b) => (`${a.account}#${a.ticket}` < `${b.account}#${b.ticket}` ? -1 : 1)),
    forget: async (organizationId, integrationId, one) => {
      pending = pending.filter((it) => !isAt(it, organizationId, integrationId) || it.account !== one.account || it.ticket !== one.ticket);
    },
  };
  return { port, mappings: () => rows.map(bare) };
}

/** From the other fakes, as the adapter does from the table. */
export function fakeOutboundReads(
  ports: Pick<Ports, "groups" | "links" | "organizations" | "userMappings" | "integrations">,
): OutboundReads {
  return async (place, { userId, note }) => {
    const { organizationId, integrationId, ticket, groupId } = place;
    const { issue, links } = await ports.links.ofTicket(organizationId, integrationId, ticket);
    const installed = (await ports.integrations.list(organizationId)).find((it) => it.id === integrationId);
    const mappings = await ports.userMappings.list(organizationId, integrationId);
    return {
      state: (await ports.groups.get(organizationId, groupId))?.state ?? null,
      issue,
      shared: links.length > 1,
      link: links.find((it) => it.groupId === groupId) ?? null,
      integration: installed ? { provider: installed.provider, externalId: installed.externalId } : null,
      member: userId === null ? null : await ports.organizations.member(organizationId, userId),
      account: mappings.find((it) => it.userId === userId)?.account ?? null,
      note: (await ports.groups.activities(organizationId, groupId, 1000)).find((it) => it.version === note) ?? null,
    };
  };
}

/** What an outbound worker takes, over the other fakes; without an integration everything is off. */
export function fakeOutboundPorts(
  ports: Pick<Ports, "groups" | "links" | "organizations" | "now" | "log">,
  {
    integration = anIntegration(),
    tickets = fakeJiraTickets([]).port,
    userMappings = fakeUserMappings().port,
  }: {
    integration?: Integration;
    tickets?: JiraTickets;
    userMappings?: UserMappings;
  } = {},
) {
  const integrations = fakeIntegrations([integration]).port;
  const analyticsEvents = fakeSender<AnalyticsEvent>();
  return {
    ...ports,
    userMappings,
    outboundReads: fakeOutboundReads({ ...ports, userMappings, integrations }),
    integrations,
    jiraTickets: tickets,
    seal: plainSeal,
    analyticsEvents,
  } satisfies OutboundPorts & { userMappings: UserMappings };
}
