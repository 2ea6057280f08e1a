import { JiraFailure } from "../../core/jira-server/failure.ts";
import type { JiraUser } from "../../core/jira-server/ports.ts";
import type { JiraComment, JiraTicket, JiraTickets } from "../../core/jira-server/tickets.ts";
import type { AnalyticsEvent } from "../../core/messages.ts";
import type { Ports } from "../../core/ports.ts";
import type { Integration } from "../../core/sync/integration.ts";
import type { OutboundPorts } from "../../core/sync/outbound.ts";
import type { OutboundReads, PendingAssignment, UserMapping, UserMappings } from "../../core/sync/ports.ts";
import { fakeIntegrations } from "./fake-integrations.ts";
import { fakeSender, plainSeal } from "./fakes.ts";

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

export function fakeUserMappings(seed: readonly UserMapping[] = []) {
  let rows = [...seed];
  let pending: PendingAssignment[] = [];
  const port: UserMappings = {
    list: async () => [...rows],
    byAccount: async (_organizationId, _integrationId, account) => rows.find((it) => it.account === account)?.userId ?? null,
    put: async (_organizationId, _integrationId, mapping) => {
      rows = [...rows.filter((it) => it.account !== mapping.account && it.userId !== mapping.userId), mapping];
    },
    remove: async (_organizationId, _integrationId, account) => {
      rows = rows.filter((it) => it.account !== account);
    },
    wait: async (_organizationId, _integrationId, one) => {
      const known = pending.find((it) => it.account === one.account && it.ticket === one.ticket);
      if (known && known.sourceTime > one.sourceTime) return;
      pending = [...pending.filter((it) => it !== known), one];
    },
    waiting: async (_organizationId, _integrationId, account) => pending.filter((it) => account === undefined || it.account === account),
    forget: async (_organizationId, _integrationId, one) => {
      pending = pending.filter((it) => it.account !== one.account || it.ticket !== one.ticket);
    },
  };
  return { port, mappings: () => rows };
}

/** From the other fakes, as the adapter does from the table. */
function fakeOutboundReads(
  ports: Pick<Ports, "groups" | "links" | "organizations" | "userMappings">,
  integration: { provider: "jira_server"; externalId: string },
): OutboundReads {
  return async (place, { userId, note }) => {
    const { organizationId, groupId, integrationId } = place;
    const found = await ports.links.find(place);
    const mappings = await ports.userMappings.list(organizationId, integrationId);
    return {
      state: (await ports.groups.get(organizationId, groupId))?.state ?? null,
      issue: found?.issue ?? null,
      link: found?.link ?? null,
      integration,
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
    integration,
    tickets = fakeJiraTickets([]).port,
    userMappings = fakeUserMappings().port,
  }: {
    integration?: Integration;
    tickets?: JiraTickets;
    userMappings?: UserMappings;
  } = {},
) {
  const externalId = integration?.externalId ?? "none";
  const analyticsEvents = fakeSender<AnalyticsEvent>();
  return {
    ...ports,
    userMappings,
    outboundReads: fakeOutboundReads({ ...ports, userMappings }, { provider: "jira_server", externalId }),
    integrations: fakeIntegrations(integration ? [integration] : []).port,
    jiraTickets: tickets,
    seal: plainSeal,
    analyticsEvents,
  } satisfies OutboundPorts & { userMappings: UserMappings };
}
