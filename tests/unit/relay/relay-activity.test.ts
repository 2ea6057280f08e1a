import { describe, expect, test } from "vitest";
import type { Activity, Origin } from "../../../core/issues/activity.ts";
import {
  AnalyticsEvent,
  CacheInvalidation,
  type GroupMerge,
  OutboundAssignee,
  type OutboundComment,
  OutboundStatus,
  Snooze,
} from "../../../core/messages.ts";
import { relayActivity } from "../../../core/relay/relay-activity.ts";
import { isOrigin } from "../../../core/sync/outbound.ts";
import { outboundAssignee } from "../../../core/sync/outbound-assignee.ts";
import { fakeLinks } from "../../support/fake-links.ts";
import { fakeOutboundPorts } from "../../support/fake-tracker.ts";
import { aGroup, aLink, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const user: Origin = { kind: "user", userId: 7 };
const jira: Origin = { kind: "integration", provider: "jira_server", integrationId: 41, ticket: "APP-1", deliveryId: "d" };
const activity = (over: Partial<Activity> = {}): Activity => ({
  organizationId: 11,
  projectId: 21,
  groupId: 1,
  version: 3,
  type: "assigned",
  data: {},
  origin: user,
  sourceTime: 100,
  createdAt: 101,
  before: null,
  after: { version: 3, assignee: { type: "user", id: 7 }, assigneeSourceTime: 100 },
  ...over,
});

async function relay(it: Activity) {
  const links = fakeLinks([aLink(1), aLink(1, { key: "APP-2" }), aLink(2)]);
  const ports = {
    links: links.port,
    outboundAssignees: fakeSender<OutboundAssignee>(),
    outboundStatuses: fakeSender<OutboundStatus>(),
    outboundComments: fakeSender<OutboundComment>(),
    cacheInvalidations: fakeSender<CacheInvalidation>(),
    analyticsEvents: fakeSender<AnalyticsEvent>(),
    snoozes: fakeSender<Snooze>(),
    groupMerges: fakeSender<GroupMerge>(),
  };
  await relayActivity(ports, it);
  return { ...ports, rows: links.rows, port: links.port };
}

describe("relaying an activity", () => {
  test("reaches every link of the group, the caches and the analytics, in the shapes their workers take", async () => {
    const sent = await relay(activity());
    expect(sent.outboundAssignees.sent.map((it) => OutboundAssignee.parse(it).ticket)).toEqual(["APP-1", "APP-2"]);
    expect(sent.outboundStatuses.sent).toEqual([]);
    expect(sent.cacheInvalidations.sent.map((it) => CacheInvalidation.parse(it))).toMatchObject([{ v: 1, groupIds: [1] }]);
    expect(sent.analyticsEvents.sent.map((it) => AnalyticsEvent.parse(it).id)).toEqual([
      "1:3:issue.assigned",
      "1:3:manual.issue_assignment",
    ]);
  });

  test("an issue archived for a while is sent to come back at its time", async () => {
    const { before: _, ...change } = activity({ type: "set_ignored", data: { ignoreUntil: "2026-01-02T03:04:05.678Z" } });
    const sent = await relay(change);
    expect(sent.snoozes.sent.map((it) => Snooze.parse(it))).toEqual([
      { v: 1, organizationId: 11, groupId: 1, until: Date.parse("2026-01-02T03:04:05.678Z") },
    ]);
  });

  test.each([
    ["set_resolved", ["resolved", "resolved"]],
    ["set_unresolved", ["unresolved", "unresolved"]],
    ["set_regression", ["unresolved", "unresolved"]],
    ["set_ignored", []],
  ] as const)("%s asks the tickets for %s", async (type, statuses) => {
    const { before: _, ...change } = activity({ type });
    const sent = await relay(change);
    expect(sent.outboundStatuses.sent.map((it) => OutboundStatus.parse(it).status)).toEqual(statuses);
    expect(sent.outboundAssignees.sent.every((it) => !it.changed)).toBe(true);
  });

  test("relayed twice says the same", async () => {
    const [once, again] = [await relay(activity()), await relay(activity())];
    expect(again.analyticsEvents.sent).toEqual(once.analyticsEvents.sent);
    expect(again.outboundAssignees.sent).toEqual(once.outboundAssignees.sent);
  });

  test("the ticket a change came from is its origin, another one is not; both links learn the new state", async () => {
    const sent = await relay(activity({ origin: jira }));
    expect(sent.outboundAssignees.sent.map(isOrigin)).toEqual([true, false]);
    const ports = {
      groups: fakeGroups([aGroup(1, {}, { ...activity().after })]).port,
      links: sent.port,
      organizations: fakeOrganizations({ organization: ORGANIZATION, members: [], teams: [] }),
      now: () => 1,
      log: fakeLog(),
    };
    for (const message of sent.outboundAssignees.sent) await outboundAssignee(fakeOutboundPorts(ports), message);
    expect(sent.rows.map((it) => it.hint?.version ?? null)).toEqual([3, 3, null]);
  });
});
