import fc from "fast-check";
import { expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { assign } from "../../../core/issues/assign.ts";
import { deassign } from "../../../core/issues/deassign.ts";
import type { Groups } from "../../../core/issues/ports.ts";
import { setStatus } from "../../../core/issues/status.ts";
import type {
  AnalyticsEvent,
  CacheInvalidation,
  GroupMerge,
  IssueChanged,
  OutboundAssignee,
  OutboundComment,
  OutboundStatus,
  Snooze,
} from "../../../core/messages.ts";
import { relayActivity } from "../../../core/relay/relay-activity.ts";
import { applyChange } from "../../../core/sync/apply-change.ts";
import { isOrigin } from "../../../core/sync/outbound.ts";
import { outboundAssignee } from "../../../core/sync/outbound-assignee.ts";
import { fakeLinks } from "../../support/fake-links.ts";
import { fakeOutboundPorts, fakeUserMappings } from "../../support/fake-tracker.ts";
import { aGroup, aLink, aMember, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";
import { sized } from "../../support/size.ts";

/**
 * Random histories of one group: people, deliveries from Jira in any order and more than once, crashes before and after a commit, the
 * relay running late and twice. After each the store has to be what a simple model says (I1 to I8, docs/architecture.md).
 */
type Command =
  | { kind: "jira"; user: 1 | 2 | null; age: number; crash: "none" | "before" | "after" }
  | { kind: "replay"; which: number }
  | { kind: "person"; user: 1 | 2 | null }
  | { kind: "status"; status: "resolved" | "unresolved" | "ignored" }
  | { kind: "relay"; times: number };

const user = fc.constantFrom(1 as const, 2 as const, null);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("jira" as const),
      user,
      age: fc.integer({ min: 0, max: 8 }),
      crash: fc.constantFrom("none" as const, "before" as const, "after" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("replay" as const), which: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("person" as const), user }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("status" as const),
      status: fc.constantFrom("resolved" as const, "unresolved" as const, "ignored" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("relay" as const), times: fc.integer({ min: 1, max: 2 }) }) },
);

const members = [aMember(1, "ada"), aMember(2, "bob")];
const emailOf = (id: number | null) => members.find((it) => it.userId === id)?.email ?? null;

class World {
  store = fakeGroups([aGroup(5)]);
  links = fakeLinks([aLink(5), aLink(5, { key: "APP-2" })]);
  events = fakeSender<AnalyticsEvent>();
  outbound = fakeSender<OutboundAssignee>();
  clock = 1000;
  crash: "none" | "before" | "after" = "none";
  relayed = 0;
  deliveries: IssueChanged[] = [];
  /** The model: who owns it, and as of when. */
  owner: number | null = null;
  newest = 0;

  ports = {
    groups: this.crashing(this.store.port),
    links: this.links.port,
    organizations: fakeOrganizations({ organization: ORGANIZATION, members, teams: [] }),
    userMappings: fakeUserMappings().port,
    outboundAssignees: fakeSender<OutboundAssignee>(),
    outboundStatuses: fakeSender<OutboundStatus>(),
    now: () => this.clock,
    log: fakeLog(),
  };

  crashing(port: Groups): Groups {
    return {
      ...port,
      commit: async (...input) => {
        const now = this.crash;
        this.crash = "none";
        if (now === "before") throw new Unavailable("The database");
        const result = await port.commit(...input);
        if (now === "after") throw new Unavailable("The database");
        return result;
      },
    };
  }

  /** As the queue does: until it succeeds. */
  async deliver(change: IssueChanged) {
    for (let attempt = 0; ; attempt++) {
      try {
        await applyChange(this.ports, change);
        break;
      } catch (error) {
        if (!(error instanceof Unavailable) || attempt > 3) throw error;
      }
    }
    if (change.sourceTime < this.newest) return;
    this.newest = change.sourceTime;
    this.owner = members.find((it) => it.email === change.assignee?.email)?.userId ?? null;
  }

  async run(it: Command) {
    this.clock += 1;
    if (it.kind === "jira") {
      this.crash = it.crash;
      const serial = this.deliveries.length;
      const change: IssueChanged = {
        v: 1,
        provider: "jira_server",
        integrationId: 41,
        ticket: "APP-1",
        deliveryId: `d${serial}`,
        sourceTime: this.clock - it.age + serial / 4096,
        assignee: { organizations: [ORGANIZATION.id], email: emailOf(it.user) },
      };
      this.deliveries.push(change);
      await this.deliver(change);
      this.crash = "none";
    } else if (it.kind === "replay") {
      const change = this.deliveries[it.which % Math.max(1, this.deliveries.length)];
      if (change) await this.deliver(change);
    } else if (it.kind === "relay") {
      await this.relay(it.times);
    } else {
      await this.act(it);
    }
  }

  async act(it: Extract<Command, { kind: "person" | "status" }>) {
    const target = { ref: { organizationId: 11, projectId: 21, groupId: 5 }, state: (await this.store.port.get(11, 5))!.state, read: true };
    const change = { origin: { kind: "user", userId: 9 } as const, sourceTime: this.clock };
    if (it.kind === "status") {
      await setStatus(this.ports, [target], { status: it.status, of: () => ({ substatus: null, statusDetails: null }), ...change });
      return;
    }
    const email = emailOf(it.user);
    if (it.user === null) await deassign(this.ports, [target], change);
    else
      await assign(this.ports, [target], {
        owner: { type: "user", id: it.user, email, subscribers: [{ type: "user", id: it.user }] },
        ...change,
      });
    this.owner = it.user;
    this.newest = Math.max(this.newest, this.clock);
  }

  async relay(times: number) {
    const ports = {
      links: this.links.port,
      analyticsEvents: this.events,
      outboundAssignees: this.outbound,
      outboundStatuses: fakeSender<OutboundStatus>(),
      outboundComments: fakeSender<OutboundComment>(),
      cacheInvalidations: fakeSender<CacheInvalidation>(),
      snoozes: fakeSender<Snooze>(),
      groupMerges: fakeSender<GroupMerge>(),
    };
    for (const activity of this.store.activities.slice(this.relayed)) {
      for (let n = 0; n < times; n++) await relayActivity(ports, activity);
      this.relayed += 1;
    }
    for (const message of this.outbound.sent) await outboundAssignee(fakeOutboundPorts(this.ports), message);
  }

  check() {
    const { state } = this.store.rows.get(5)!;
    const { activities, history } = this.store;
    expect(state.assignee?.id ?? null).toBe(this.owner);
    const versions = Array.from({ length: state.version }, (_, n) => n + 1);
    expect(activities.map((it) => it.version)).toEqual(versions);
    expect(history.map((it) => it.version)).toEqual(versions);
    expect(this.store.subscribers.get(5) ?? []).toEqual(this.owner === null ? [] : [{ type: "user", id: this.owner }]);
    const ids = new Set(this.events.sent.map((it) => it.id));
    for (const it of activities) {
      const logical = [...ids].filter((id) => id.startsWith(`5:${it.version}:issue.`));
      expect(logical).toHaveLength(1);
    }
    for (const link of this.links.rows) expect(link.hint?.version ?? 0).toBe(state.version);
    for (const it of this.outbound.sent.filter(isOrigin)) expect(it.ticket).toBe("APP-1");
  }
}

const first = Number(process.env.LOCKSTEP_SEED ?? Math.floor(Math.random() * 2 ** 31));

test.each(Array.from({ length: sized(2, 10) }, (_, n) => first + n))(
  "1,000 random histories agree with the model (seed %i)",
  async (seed) => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 30 }), async (commands) => {
        const world = new World();
        for (const it of commands) await world.run(it);
        await world.relay(1);
        world.check();
      }),
      { numRuns: 1000, seed },
    );
  },
);
