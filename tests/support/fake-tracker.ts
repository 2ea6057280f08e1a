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

/** As Jira completes what somebody types: the start of a name or an address, letter case aside. */
const begins = ({ name, displayName, email }: JiraUser, text: string): boolean =>
  [name, displayName, email ?? ""].some((it) => it.toLowerCase().startsWith(text.toLowerCase()));

const PROJECTS = [
  { id: "10000", key: "APP" },
  { id: "10001", key: "OPS" },
];
/** Where nothing is done without a resolution. */
const STRICT = "10001";
const RESOLUTION = { id: "resolution", name: "Resolution", allowed: [{ id: "10000", name: "Done" }] };

/** Tickets in memory: what was written is told to `wrote`, as a webhook would, and changed at `now`. */
export function fakeJiraTickets(
  accounts: readonly JiraUser[],
  wrote: (ticket: JiraTicket, what: "assignee" | "status") => void = () => {},
  now: () => number = () => 0,
) {
  const tickets = new Map<string, JiraTicket>();
  const added = new Map<string, number>();
  /** When each changed last, as its changelog has it. */
  const changes = new Map<string, { assignee: number | null; status: number | null }>();
  const calls: string[] = [];
  const failures: JiraFailure[] = [];
  const comments: (JiraComment & { ticket: string; text: string })[] = [];
  const statuses = [
    { id: "1", name: "Open", done: false },
    { id: "6", name: "Closed", done: true },
  ];
  const failure = (kind: "not_found" | "rejected") => new JiraFailure(kind, { host: "jira.example.com" });
  const called = (name: string): void => {
    calls.push(name);
    const set = failures.shift();
    if (set) throw set;
  };
  const ticket = (name: string, id: string): JiraTicket => {
    called(`${name} ${id}`);
    const found = tickets.get(id) ?? [...tickets.values()].find((it) => it.key === id);
    if (!found) throw failure("not_found");
    return found;
  };
  const changed = (it: JiraTicket, what: "assignee" | "status"): void => {
    changes.set(it.id, { assignee: null, status: null, ...changes.get(it.id), [what]: now() });
    wrote(it, what);
  };
  const transitionsOf = ({ status, project }: JiraTicket) =>
    statuses
      .filter((it) => it.id !== status.id)
      .map((to) => ({ id: `to-${to.id}`, to, required: to.done && project.id === STRICT ? [RESOLUTION] : [] }));
  const port: JiraTickets = {
    get: async (_site, _credentials, id) => structuredClone(ticket("get", id)),
    assignable: async (_site, _credentials, { ticketId, text }) => {
      ticket("search", ticketId);
      return accounts.filter((it) => begins(it, text)).slice(0, 50);
    },
    assign: async (_site, _credentials, id, name) => {
      const found = ticket("assign", id);
      const account = accounts.find((it) => it.name === name) ?? null;
      if (name !== null && !account) throw failure("rejected");
      found.assignee = account;
      changed(found, "assignee");
    },
    transitions: async (_site, _credentials, id) => structuredClone(transitionsOf(ticket("transitions", id))),
    transition: async (_site, _credentials, id, { id: wanted, fields }) => {
      const found = ticket("transition", id);
      const transition = transitionsOf(found).find((it) => it.id === wanted);
      if (!transition || transition.required.some((it) => fields[it.id] === undefined)) throw failure("rejected");
      found.status = transition.to;
      changed(found, "status");
    },
    updated: async (_site, _credentials, { minutes, startAt }) => {
      called("updated");
      const all = [...tickets.values()]
        .map((it) => {
          const { assignee, status } = changes.get(it.id) ?? { assignee: null, status: null };
          return { ...structuredClone(it), updated: Math.max(added.get(it.id) ?? 0, assignee ?? 0, status ?? 0) };
        })
        .filter(({ updated }) => updated >= now() - minutes * 60_000)
        .sort((a, b) => b.updated - a.updated);
      const next = startAt + 100;
      return { tickets: all.slice(startAt, next), next: next < all.length ? next : null };
    },
    lastChanges: async (_site, _credentials, id) => {
      const { id: asked } = ticket("changes", id);
      return changes.get(asked) ?? { assignee: null, status: null };
    },
    create: async (_site, _credentials, { projectId, summary }) => {
      const project = PROJECTS.find((it) => it.id === projectId);
      if (!project || summary === "") throw failure("rejected");
      const id = String(1_000 + tickets.size);
      const { key } = add(id, { key: `${project.key}-${id}`, summary, project });
      return { id, key };
    },
    types: async () => [{ id: "10001", name: "Bug" }],
    comments: async (_site, _credentials, id) => {
      const { id: asked } = ticket("comments", id);
      const newest = comments.filter((it) => it.ticket === asked).reverse();
      return newest.slice(0, 20).map(({ id: comment, note }) => ({ id: comment, note: structuredClone(note) }));
    },
    comment: async (_site, _credentials, id, { text, note = null }) => {
      const { id: asked } = ticket("comment", id);
      if (text.trim() === "") throw failure("rejected");
      const comment = { id: String(comments.length + 1), ticket: asked, text, note };
      comments.push(comment);
      return comment.id;
    },
  };
  const add = (id: string, over: Partial<JiraTicket> = {}): JiraTicket => {
    const ticket: JiraTicket = { id, key: id, summary: "", assignee: null, status: statuses[0]!, project: PROJECTS[0]!, ...over };
    tickets.set(id, ticket);
    added.set(id, now());
    return ticket;
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
