import { assign } from "../../core/issues/assign.ts";
import { deassign } from "../../core/issues/deassign.ts";
import { setStatus } from "../../core/issues/status.ts";
import { sealCredentials } from "../../core/jira-server/credentials.ts";
import type { JiraTicket } from "../../core/jira-server/tickets.ts";
import type {
  AnalyticsEvent,
  CacheInvalidation,
  GroupMerge,
  IssueChanged,
  OutboundAssignee,
  OutboundComment,
  OutboundStatus,
  Reconciliation,
  Snooze,
} from "../../core/messages.ts";
import { relayActivity } from "../../core/relay/relay-activity.ts";
import { applyChange } from "../../core/sync/apply-change.ts";
import { type Integration, SYNC_OFF } from "../../core/sync/integration.ts";
import { outboundAssignee } from "../../core/sync/outbound-assignee.ts";
import { outboundStatus } from "../../core/sync/outbound-status.ts";
import { reconcile } from "../../core/sync/reconcile.ts";
import { retryLink } from "../../core/sync/retry-link.ts";
import { fakeLinks } from "./fake-links.ts";
import { fakeReconciliations } from "./fake-reconciliations.ts";
import { fakeJiraTickets, fakeOutboundPorts } from "./fake-tracker.ts";
import { aGroup, aLink, aMember, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION, plainSeal } from "./fakes.ts";

const MEMBERS = [aMember(1, "ada"), aMember(2, "bob"), aMember(3, "cyd")];
const PEOPLE = MEMBERS.map(({ name, email }) => ({ name, displayName: name, email }));
/** Two groups on one ticket, and two tickets on one group. */
const LINKS = [aLink(5), aLink(6), aLink(5, { key: "APP-2" }), aLink(7, { key: "APP-3" })];
const TICKETS = ["APP-1", "APP-2", "APP-3"];

const config = {
  ...SYNC_OFF,
  sync_forward_assignment: true,
  sync_reverse_assignment: true,
  sync_status_forward: true,
  sync_status_reverse: true,
  status_mapping: { "10000": { on_resolve: "6", on_unresolve: "1" } },
};
const integration: Integration = {
  id: 41,
  provider: "jira_server",
  externalId: "jira:lockstep",
  name: "Jira",
  status: "active",
  baseUrl: "https://jira.example.com",
  site: { baseUrl: "https://jira.example.com", verifySsl: true },
  sealedCredentials: sealCredentials({ seal: plainSeal }, 41, { kind: "personal_access_token", token: "t" }),
  webhookId: null,
  sealedWebhookSecret: null,
  installations: [{ organizationId: ORGANIZATION.id, status: "active", config }],
};

type Fate = "arrives" | "lost" | "twice";

/** Jira and Lockstep in one process: the rules are the real ones, what carries messages between them is unreliable as told. */
export class TwoSides {
  clock = 1_000_000;
  /** How far apart edits are, in milliseconds. */
  private readonly step: number;
  /** What of group 7 and its only ticket was decided last, wherever. */
  newest: { owner: string | null; done: boolean } = { owner: null, done: false };
  echoes: string[] = [];
  /** What becomes of webhooks from now on. */
  fate: Fate = "arrives";
  /** Each has been decided on before: a retry leaves alone what nobody ever decided. */
  store = fakeGroups([5, 6, 7].map((id) => aGroup(id, {}, { version: 1, assigneeSourceTime: 1, statusSourceTime: 1 })));
  links = fakeLinks(LINKS);
  webhooks: IssueChanged[] = [];
  private sent = 0;
  private relayed = 0;
  /** The ticket and group of the message at work: whatever is written now is written for it. */
  private working: OutboundAssignee | OutboundStatus | null = null;
  private tickets = fakeJiraTickets(PEOPLE, (ticket, what) => {
    const { origin } = this.working ?? {};
    if (origin?.kind === "integration" && origin.ticket === ticket.id) this.echoes.push(`${what} back to ${ticket.id}`);
    this.tell(ticket, what);
  });
  private assignees = fakeSender<OutboundAssignee>();
  private statuses = fakeSender<OutboundStatus>();
  private ports = {
    ...fakeOutboundPorts(
      {
        groups: this.store.port,
        links: this.links.port,
        organizations: fakeOrganizations({ organization: ORGANIZATION, members: MEMBERS, teams: [] }),
        now: () => this.clock,
        log: fakeLog(),
      },
      { integration, tickets: this.tickets.port },
    ),
    outboundAssignees: this.assignees,
    outboundStatuses: this.statuses,
    outboundComments: fakeSender<OutboundComment>(),
    cacheInvalidations: fakeSender<CacheInvalidation>(),
    analyticsEvents: fakeSender<AnalyticsEvent>(),
    snoozes: fakeSender<Snooze>(),
    groupMerges: fakeSender<GroupMerge>(),
    reconciliations: fakeReconciliations().port,
    reconciliationMessages: fakeSender<Reconciliation>(),
    issueChanges: { send: async (messages: readonly IssueChanged[]) => void this.webhooks.push(...messages) },
    random: (bytes: number) => Buffer.alloc(bytes, String(++this.sent)),
  };

  constructor({ step = 1 } = {}) {
    this.step = step;
    for (const id of TICKETS) this.tickets.add(id);
    for (const issue of this.links.issues) issue.done = { is: false, sourceTime: 0 };
  }

  ticket(id: string): JiraTicket {
    return this.tickets.tickets.get(id)!;
  }

  get writes(): number {
    return this.tickets.calls.filter((it) => /^(assign|transition) /.test(it)).length;
  }

  async inLockstep(edit: { group: number; owner: number | null } | { group: number; resolved: boolean }): Promise<void> {
    this.clock += this.step;
    const ref = { organizationId: ORGANIZATION.id, projectId: 21, groupId: edit.group };
    const target = { ref, state: (await this.store.port.get(ref.organizationId, edit.group))!.state, read: true };
    const change = { origin: { kind: "user", userId: 9 } as const, sourceTime: this.clock };
    if (edit.group === 7 && "resolved" in edit) this.newest.done = edit.resolved;
    if (edit.group === 7 && "owner" in edit) this.newest.owner = MEMBERS.find((it) => it.userId === edit.owner)?.name ?? null;
    if ("resolved" in edit) {
      const status = edit.resolved ? "resolved" : "unresolved";
      await setStatus(this.ports, [target], { status, of: () => ({ substatus: null, statusDetails: null }), ...change });
    } else if (edit.owner === null) await deassign(this.ports, [target], change);
    else {
      const owner = { type: "user" as const, id: edit.owner, email: null, subscribers: [] };
      await assign(this.ports, [target], { owner, ...change });
    }
  }

  inJira(edit: { ticket: number; person: number | null } | { ticket: number; done: boolean }): void {
    const ticket = this.tickets.tickets.get(TICKETS[edit.ticket]!)!;
    if ("person" in edit) {
      const assignee = edit.person === null ? null : PEOPLE[edit.person]!;
      if (ticket.assignee?.name === assignee?.name) return;
      ticket.assignee = assignee;
      if (ticket.id === "APP-3") this.newest.owner = assignee?.name ?? null;
      this.tell(ticket, "assignee");
    } else {
      if (ticket.status.done === edit.done) return;
      ticket.status = this.tickets.statuses.find((it) => it.done === edit.done)!;
      if (ticket.id === "APP-3") this.newest.done = edit.done;
      this.tell(ticket, "status");
    }
  }

  /** As the receiver reads Jira's webhook. */
  private tell(ticket: JiraTicket, what: "assignee" | "status"): void {
    this.clock += this.step;
    this.tickets.changes.set(ticket.id, { assignee: null, status: null, ...this.tickets.changes.get(ticket.id), [what]: this.clock });
    const organizations = [ORGANIZATION.id];
    const { name: account, email = null } = ticket.assignee ?? {};
    const webhook: IssueChanged = {
      v: 1,
      provider: "jira_server",
      integrationId: 41,
      ticket: ticket.id,
      deliveryId: `d${++this.sent}`,
      sourceTime: this.clock,
      ...(what === "assignee"
        ? { assignee: { organizations, email, ...(account !== undefined && { account }) } }
        : { status: { organizations: [{ id: ORGANIZATION.id, strategy: "resolve" as const }], done: ticket.status.done } }),
    };
    if (this.fate !== "lost") this.webhooks.push(webhook);
    if (this.fate === "twice") this.webhooks.push(webhook);
  }

  /** One of the webhooks under way arrives, not always the oldest. */
  async deliver(which: number): Promise<void> {
    const [webhook] = this.webhooks.splice(which % Math.max(1, this.webhooks.length), 1);
    if (webhook) await applyChange(this.ports, webhook);
  }

  /** Everything committed is relayed, and so many messages go to Jira, in order; some twice. */
  async work(messages: number, twice: boolean): Promise<void> {
    for (const activity of this.store.activities.slice(this.relayed)) await relayActivity(this.ports, activity);
    this.relayed = this.store.activities.length;
    for (let n = 0; n < messages; n++) {
      const [assignee, status] = [this.assignees.sent.shift(), this.statuses.sent.shift()];
      for (let time = 0; time < (twice ? 2 : 1); time++) {
        this.working = assignee ?? null;
        if (assignee) await outboundAssignee(this.ports, assignee);
        this.working = status ?? null;
        if (status) await outboundStatus(this.ports, status);
      }
      this.working = null;
    }
  }

  /** Until nothing is under way. Answers how many rounds it took. */
  async settle(): Promise<number> {
    let rounds = 0;
    const busy = () =>
      this.webhooks.length + this.assignees.sent.length + this.statuses.sent.length + this.store.activities.length - this.relayed;
    while (busy() > 0) {
      if (++rounds > 500) throw new Error("never at rest");
      await this.work(5, false);
      await this.deliver(0);
    }
    return rounds;
  }

  /** As somebody who tries every link again, one after the other. */
  async retryAll(): Promise<void> {
    for (const link of this.links.rows) {
      await retryLink(this.ports, link);
      await this.settle();
    }
  }

  /** As the schedule does every quarter of an hour, for an hour. */
  async reconcile(): Promise<void> {
    const { provider, externalId } = integration;
    for (let round = 0; round < 4; round++) {
      this.clock += this.step;
      await reconcile(this.ports, { v: 1, provider, externalId, since: 0, begun: this.clock, startAt: 0 });
      await this.settle();
    }
  }

  /** Where the two sides differ, link by link. */
  differences(): string[] {
    return this.links.rows.flatMap((link) => {
      const state = this.store.rows.get(link.groupId)!.state;
      const ticket = this.tickets.tickets.get(link.ticket)!;
      const owner = MEMBERS.find((it) => it.userId === state.assignee?.id)?.name ?? null;
      const wrong = [
        owner !== (ticket.assignee?.name ?? null) && `owner ${owner}, assignee ${ticket.assignee?.name ?? null}`,
        (state.status === "resolved") !== ticket.status.done && `${state.status}, ${ticket.status.name}`,
      ];
      return wrong.filter((it) => it !== false).map((it) => `${link.groupId} and ${link.ticket}: ${it}`);
    });
  }
}
