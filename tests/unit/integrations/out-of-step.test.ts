import { describe, expect, test } from "vitest";
import { causesOf } from "../../../core/integrations/causes.ts";
import { linkLog } from "../../../core/integrations/link-log.ts";
import { type LinkAt, linkAt, linkId, readLinkId } from "../../../core/integrations/out-of-step.ts";
import type { Activity } from "../../../core/issues/activity.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { type Integration, SYNC_OFF } from "../../../core/trackers/integration.ts";
import { aGroup, aLink, aMember } from "../../support/fakes.ts";

const jira: Integration = {
  ...{ id: 41, provider: "jira_server", externalId: "one", name: "Jira", status: "active", baseUrl: "https://jira.example.com" },
  ...{ verifySsl: true, ourAccount: null, sealedCredentials: "sealed", webhookId: null, sealedWebhookSecret: "sealed" },
  installations: [{ organizationId: 11, status: "active", config: SYNC_OFF }],
};
const members = [aMember(7, "Cyd"), aMember(8, "Bob")];
const ticket: TicketState = { ...unknownTicket({ integrationId: 41, ticketId: "T" }, "bob", "open:1"), key: "APP-1", seenAt: 1 };
const because = (kind: string, since = 500, text = `Because of ${kind}. More.`) => ({ kind, text, since });
const at = (groupId: number, state: Partial<TicketState>, link: Partial<TicketLink> = {}, userId = 7): LinkAt =>
  linkAt(
    { integration: jira, link: aLink(groupId, { ticketId: "T", integrationId: 41, ...link }), state: { ...ticket, ...state } },
    { issue: aGroup(groupId, {}, { assignee: { type: "user", id: userId } }), members },
  );

describe("causes", () => {
  test("one mapping mends all the links that wait for it, and comes first", () => {
    const waits = { waiting: because("unreachable", 100, "Jira does not answer. Wait."), due: 900 };
    const items = [
      at(5, waits),
      at(6, { reasons: { 6: { owner: because("no_account", 700) } } }),
      at(7, { reasons: { 7: { owner: because("no_account", 600) } } }),
      at(8, { reasons: { 8: { owner: because("no_account", 600) } } }, {}, 8),
    ];
    expect(causesOf(items).map(({ title, links, oldest, needsYou, mend }) => [title, links, Date.parse(oldest), needsYou, mend])).toEqual([
      ["Cyd has no account in jira.example.com", 2, 600, true, { what: "account", who: "Cyd" }],
      ["Bob has no account in jira.example.com", 1, 600, true, { what: "account", who: "Bob" }],
      ["jira.example.com: Jira does not answer", 1, 100, false, { what: "connection" }],
    ]);
  });

  test("what is as it was linked has no cause", () =>
    expect(causesOf([at(5, { reasons: { 5: { owner: because("linked") } } })])).toEqual([]));
});

test("a link is named by its place, and nothing else names one", () => {
  const place = { integrationId: 41, groupId: 5, ticketId: "10:01" };
  expect(readLinkId(linkId(place))).toEqual(place);
  for (const text of ["", "41", "41:5", "41:5:", "x:5:1", `41:5:${"1".repeat(257)}`, "41:5:1\n"])
    expect(() => readLinkId(text), text).toThrow();
});

describe("the log of a link", () => {
  const change = (version: number, over: Partial<Activity> = {}): Activity => ({
    ...{ organizationId: 11, projectId: 21, groupId: 5, version, type: "assigned", data: {}, origin: { kind: "user", userId: 7 } },
    ...{ sourceTime: version * 100, createdAt: version * 100, after: aGroup(5).state },
    ...over,
  });
  const owner = (seenAt: number, intents: TicketState["owner"]["intents"] = []) => ({
    owner: { ...ticket.owner, seen: { value: "bob", at: seenAt }, intents },
  });
  const log = (state: Partial<TicketState>, activities: Activity[], link: Partial<TicketLink> = {}) =>
    linkLog(aLink(5, { ticketId: "T", integrationId: 41, since: 0, ...link }), { ...ticket, ...state }, activities).map((it) => it.outcome);
  const here = { kind: "integration", provider: "jira_server", integrationId: 41, ticketId: "T", deliveryId: "d-7" } as const;

  test.each<[string, Partial<TicketState>, Activity[], string[]]>([
    ["the ticket has the decision", owner(300), [change(3)], ["taken"]],
    ["it came from there", owner(300), [change(3, { origin: here })], ["taken"]],
    ["a later one replaced the first", owner(300), [change(3), change(2)], ["taken", "replaced"]],
    ["of owner and status each has its last", owner(300), [change(3), change(2, { type: "set_resolved" })], ["taken", "under-way"]],
    ["the ticket has a later one", owner(400), [change(3)], ["replaced"]],
    [
      "it is being written",
      owner(200, [{ key: "1", value: "bob", word: "bob", at: 300, sent: 310, answered: null }]),
      [change(3)],
      ["under-way"],
    ],
    ["nobody is known there", { ...owner(200), reasons: { 5: { owner: because("no_account") } } }, [change(3)], ["not-taken"]],
    ["the tracker does not answer", { ...owner(200), waiting: because("unavailable") }, [change(3)], ["waits"]],
    ["a team", owner(300), [change(4, { untold: true }), change(3)], ["kept-here", "replaced"]],
    ["what is no change of owner or status", {}, [change(3, { type: "merge" })], []],
  ])("%s", (_, state, activities, expected) => expect(log(state, activities)).toEqual(expected));

  test("what was decided before they were linked is not said to have been told", () =>
    expect(log(owner(900), [change(3)], { since: 800 })).toEqual(["before"]));

  test("a note says which comment it became", () => {
    const note = change(3, { type: "note", comments: { "41#T": "c-1" } });
    expect(linkLog(aLink(5, { ticketId: "T", integrationId: 41 }), ticket, [note])).toMatchObject([{ outcome: "taken", delivery: "c-1" }]);
    expect(log({}, [change(3, { type: "note" })], { notes: [{ version: 3, userId: 7 }] })).toEqual(["waits"]);
  });

  test("another ticket's news is on its way to this one", () => {
    const [entry] = linkLog(aLink(5, { ticketId: "T", integrationId: 41 }), { ...ticket, ...owner(100) }, [
      change(3, { origin: { ...here, ticketId: "U" } }),
    ]);
    expect(entry).toMatchObject({ direction: "to-ticket", outcome: "under-way", delivery: null });
  });
});
