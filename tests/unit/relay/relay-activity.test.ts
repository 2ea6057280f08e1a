import { describe, expect, test } from "vitest";
import { DiscordNews } from "../../../core/discord/messages.ts";
import type { Activity, Origin } from "../../../core/issues/activity.ts";
import { AnalyticsEvent, CacheInvalidation, GroupMerge, Snooze, TicketLook } from "../../../core/messages.ts";
import { type Relays, relayActivity } from "../../../core/relay/relay-activity.ts";
import type { PendingNote } from "../../../core/sync/link.ts";
import type { Links, Tickets } from "../../../core/sync/ports.ts";
import { SYNC_OFF, type SyncConfig } from "../../../core/trackers/integration.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { aGroup, aLink, fakeSender } from "../../support/fakes.ts";

const user: Origin = { kind: "user", userId: 7 };
const jira: Origin = { kind: "integration", provider: "jira_server", integrationId: 41, ticketId: "APP-1", deliveryId: "d" };
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
  after: aGroup(1, {}, { version: 3, assignee: { type: "user", id: 7 }, assigneeSourceTime: 100 }).state,
  ...over,
});

test("chats hear of every change, once for its version", async () => {
  const { discordNews } = await relay(activity());
  expect(discordNews.sent.map((it) => DiscordNews.parse(it))).toEqual([
    { v: 1, organizationId: 11, projectId: 21, groupId: 1, version: 3 },
  ]);
});

async function relay(it: Activity, over: Partial<Relays> = {}, config: Partial<SyncConfig> = {}) {
  const noted: { ticketId: string; version: number; note: PendingNote | undefined }[] = [];
  const expected: string[] = [];
  const links = {
    byGroup: async (_organization: number, groupId: number) => [aLink(groupId), aLink(groupId, { key: "APP-2" })],
    note: async ({ ticketId }, { version }, note) => void noted.push({ ticketId, version, note }),
  } as Partial<Links> as Links;
  const tickets = { expect: async ({ ticketId }) => void expected.push(ticketId) } as Partial<Tickets> as Tickets;
  const ports = {
    ...{ links, tickets, now: () => 5000 },
    integrations: {
      find: async () => anIntegration({ installations: [{ organizationId: 11, status: "active", config: { ...SYNC_OFF, ...config } }] }),
    },
    looks: fakeSender<TicketLook>(),
    cacheInvalidations: fakeSender<CacheInvalidation>(),
    analyticsEvents: fakeSender<AnalyticsEvent>(),
    snoozes: fakeSender<Snooze>(),
    groupMerges: fakeSender<GroupMerge>(),
    discordNews: fakeSender<DiscordNews>(),
  };
  await relayActivity({ ...ports, ...over }, it);
  return { ...ports, noted, expected, looked: ports.looks.sent.map((one) => TicketLook.parse(one).ticketId) };
}

describe("relaying an activity", () => {
  test("reaches every link of the group, the caches and the analytics, in the shapes their workers take", async () => {
    const sent = await relay(activity());
    expect(sent.looked).toEqual(["APP-1", "APP-2"]);
    expect(sent.expected).toEqual(["APP-1", "APP-2"]);
    expect(sent.noted.map((it) => [it.ticketId, it.version, it.note])).toEqual([
      ["APP-1", 3, undefined],
      ["APP-2", 3, undefined],
    ]);
    expect(sent.cacheInvalidations.sent.map((it) => CacheInvalidation.parse(it))).toMatchObject([{ v: 1, groupIds: [1] }]);
    expect(sent.analyticsEvents.sent.map((it) => AnalyticsEvent.parse(it).id)).toEqual([
      "1:3:issue.assigned",
      "1:3:manual.issue_assignment",
    ]);
  });

  test("a team is told to tickets only where it is something in the tracker", async () => {
    const after = aGroup(1, {}, { version: 3, assignee: { type: "team", id: 9 }, assigneeSourceTime: 100 }).state;
    const team = activity({ untold: true, after });
    const config = { team_field: { field: "customfield_10001", teams: { "9": "36885b3c" } } };
    expect((await relay(team)).looked).toEqual([]);
    expect((await relay(team, {}, config)).looked).toEqual(["APP-1", "APP-2"]);
    expect((await relay({ ...team, after: { ...after, assignee: { type: "team", id: 8 } } }, {}, config)).looked).toEqual([]);
    expect((await relay({ ...team, type: "unassigned", after: { ...after, assignee: null } }, {}, config)).looked).toEqual([]);
  });

  test("an issue archived for a while is sent to come back at its time", async () => {
    const { before: _, ...change } = activity({ type: "set_ignored", data: { ignoreUntil: "2026-01-02T03:04:05.678Z" } });
    const sent = await relay(change);
    expect(sent.snoozes.sent.map((it) => Snooze.parse(it))).toEqual([
      { v: 1, organizationId: 11, groupId: 1, until: Date.parse("2026-01-02T03:04:05.678Z") },
    ]);
  });

  test("issues that were merged into this one are sent to follow it", async () => {
    const sent = await relay(activity({ type: "merge", data: { issues: "8,9", shortIds: "A-8, A-9" } }));
    expect(sent.groupMerges.sent.map((it) => GroupMerge.parse(it))).toEqual(
      [8, 9].map((from) => ({ v: 1, organizationId: 11, projectId: 21, from, into: 1 })),
    );
  });

  test("fails where one of them cannot take it, so that all of it is relayed again", async () => {
    const send = () => Promise.reject(new Error("away"));
    for (const name of ["looks", "snoozes", "groupMerges"] as const)
      await expect(relay(activity(), { [name]: { send } })).rejects.toThrow("away");
  });

  test("relayed twice says the same", async () => {
    const [once, again] = [await relay(activity()), await relay(activity())];
    expect(again.analyticsEvents.sent).toEqual(once.analyticsEvents.sent);
    expect(again.looks.sent).toEqual(once.looks.sent);
  });

  test("the ticket that a change came from is not looked at, another one is; both links learn the new state", async () => {
    const sent = await relay(activity({ origin: jira }));
    expect([sent.looked, sent.expected]).toEqual([["APP-2"], ["APP-2"]]);
    expect(sent.noted.map((it) => it.version)).toEqual([3, 3]);
  });

  test("what no tracker knows of is told to none: a team, an archive", async () => {
    const sent = await relay(activity({ untold: true }));
    expect([sent.looked, sent.expected, sent.noted.length]).toEqual([[], [], 2]);
  });

  test("a note of a person goes with each link, and its ticket is looked at; one of anybody else does not", async () => {
    const { before: _, ...note } = activity({ type: "note", data: { text: "Hello." }, untold: true });
    const sent = await relay(note);
    expect(sent.noted.map((it) => it.note)).toEqual([
      { version: 3, userId: 7 },
      { version: 3, userId: 7 },
    ]);
    expect(sent.looked).toEqual(["APP-1", "APP-2"]);
    const others = await relay({ ...note, origin: { kind: "system" } });
    expect([others.looked, others.noted.map((it) => it.note)]).toEqual([[], [undefined, undefined]]);
  });
});
