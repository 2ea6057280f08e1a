import { describe, expect, test } from "vitest";
import type { TicketChange, TicketLook } from "../../../core/messages.ts";
import { type HearPorts, hear } from "../../../core/sync/hear.ts";
import type { TicketCommit } from "../../../core/sync/ports.ts";
import { type Intent, type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { SYNC_OFF } from "../../../core/trackers/integration.ts";
import type { Watched } from "../../../core/trackers/ports.ts";
import { aGroup, aLink, fakeLog, fakeSender } from "../../support/fakes.ts";

const NOW = 10_000_000;
const AT = NOW - 1000;
const place = { provider: "jira_server", externalId: "jira", integrationId: 41 } as const;
const clock = { low: -500, high: 500, at: NOW };
const watched: Watched = { ...place, until: 0, failure: null, clock, paused: null };
const intent: Intent = { key: "1owner", value: "bob", word: "bob", at: 100, sent: AT - 60_000, answered: AT - 59_000 };

/** Ada has the ticket, and somebody gave it to Bob a second ago. */
const told: TicketChange = {
  ...{ v: 1, ...place, ticketId: "7", key: "APP-7", deliveryId: "d", receivedAt: NOW, deleted: false },
  shows: { owner: { account: "bob", name: "Bob", email: "bob@example.com" }, status: { value: "open:1", name: "Open" } },
  change: { entry: "2", at: AT, updated: AT, by: "somebody", owner: { from: "ada", to: "bob" } },
};
const state: TicketState = {
  ...unknownTicket({ integrationId: 41, ticketId: "7" }, "ada", "open:1"),
  ...{ key: "APP-7", cursor: "1", owner: { seen: { value: "ada", at: 100 }, shown: "ada", intents: [] } },
};
type Over = {
  told?: Partial<TicketChange>;
  change?: Partial<NonNullable<TicketChange["change"]>>;
  state?: Partial<TicketState>;
  link?: Parameters<typeof aLink>[1];
  watched?: Partial<Watched>;
  config?: Partial<typeof SYNC_OFF>;
  member?: { active?: boolean; projects?: number[] };
};

async function heard(over: Over = {}) {
  const commits: TicketCommit[] = [];
  const looks = fakeSender<TicketLook>();
  const config = { ...SYNC_OFF, sync_reverse_assignment: true, sync_status_reverse: true, ...over.config };
  const issue = aGroup(5, {}, { assigneeSourceTime: 100, statusSourceTime: 0 });
  const link = aLink(5, { ticketId: "7", hint: issue.state, since: 0, ...over.link });
  const ports = {
    ...{ now: () => NOW, log: fakeLog(), looks },
    integrations: {
      byExternalId: async () => ({
        id: 41,
        provider: "jira_server",
        ourAccount: "us",
        installations: [{ organizationId: 11, status: "active", config }],
      }),
    },
    tickets: {
      read: async () => ({ state: { ...state, ...over.state }, links: [link], watched: { ...watched, ...over.watched } }),
      commit: async (it: TicketCommit) => commits.push(it) > 0,
    },
    links: { byGroup: async () => [link] },
    userMappings: { byAccount: async () => null },
    organizations: { membersByEmail: async () => [{ userId: 7, email: "bob@example.com", active: true, projects: [21], ...over.member }] },
  } as unknown as HearPorts;
  const change = told.change && { ...told.change, ...over.change };
  await hear(ports, { ...told, change, ...over.told });
  return { commits, outcome: commits.length > 0 ? "applied" : looks.sent.length > 0 ? "looks" : "nothing" };
}

describe("a person's change, clearly later than all that is known", () => {
  test("is applied as it was told: the issue, what is known of the ticket, and no look", async () => {
    const { commits, outcome } = await heard({ state: { owner: { ...state.owner, intents: [intent] } } });
    expect(outcome).toBe("applied");
    const [{ state: after, groups, rev, dueAsRead } = {} as TicketCommit] = commits;
    const owner = { seen: { value: "bob", at: AT }, shown: "bob", intents: [], heard: "2" };
    // Of its status nothing was heard: what stands in its history before is still to be read.
    expect(after).toMatchObject({ cursor: "1", updated: AT, owner, status: state.status });
    expect([rev, dueAsRead, groups.map((it) => it.set)]).toEqual([
      0,
      null,
      [expect.objectContaining({ assignee: { type: "user", id: 7 } })],
    ]);
  });

  test("leaves what is wrong with the other field as it is", async () => {
    const reason = { kind: "no_mapping", text: "No.", since: 5 };
    const { commits } = await heard({ state: { reasons: { 5: { owner: reason, status: reason } }, waiting: reason, waits: 2 } });
    expect(commits[0]?.state).toMatchObject({ reasons: { 5: { status: reason } }, waiting: reason, waits: 2 });
    expect(commits[0]?.state.reasons[5]).not.toHaveProperty("owner");
  });
});

describe("is looked at instead, where", () => {
  const open = { ...intent, answered: null };
  test.each<[string, Over]>([
    ["our account did it", { change: { by: "us", owner: { from: "ada", to: "cyd" } } }],
    ["it does not say which entry it is", { change: { entry: null } }],
    ["it does not say when", { change: { at: null } }],
    ["the ticket shows something else by now", { change: { owner: { from: "ada", to: "cyd" } } }],
    ["it is more than ten minutes old", { change: { at: NOW - 10 * 60_000 - 1 } }],
    ["a write of ours was never answered", { state: { owner: { ...state.owner, intents: [{ ...open, value: "cyd" }] } } }],
    [
      "a write of ours was answered a moment before",
      { state: { owner: { ...state.owner, intents: [{ ...intent, value: "cyd", answered: AT - 5000 }] } } },
    ],
    [
      "a write of ours to the other field was not read back",
      { state: { status: { ...state.status, intents: [{ ...intent, value: "open:1" }] } } },
    ],
    ["the ticket's last decision is as near", { state: { owner: { ...state.owner, seen: { value: "ada", at: AT - 5000 } } } }],
    ["the issue's owner was decided as near", { link: { hint: { ...aGroup(5).state, assigneeSourceTime: AT - 5000 } } }],
    ["its status was", { link: { hint: { ...aGroup(5).state, statusSourceTime: AT - 5000 } } }],
    ["it was linked as near", { link: { since: AT - 5000 } }],
    ["the issue is not known", { link: { hint: null } }],
    ["the tracker's clock is not known", { watched: { clock: null } }],
    ["it was measured long ago", { watched: { clock: { ...clock, at: NOW - 2 * 3_600_000 } } }],
    ["the other field is not as it was known", { told: { shows: { ...told.shows, status: { value: "done:6", name: "Closed" } } } }],
    ["whoever has it cannot reach the issue", { member: { projects: [] } }],
    ["whoever has it is not active", { member: { active: false } }],
    ["owners do not come from the tracker", { config: { sync_reverse_assignment: false } }],
    ["the ticket is gone", { told: { deleted: true, change: null } }],
  ])("%s", async (_, over) => expect((await heard(over)).outcome).toBe("looks"));
});

describe("our own write that comes back", () => {
  const ours: Over = { change: { by: "us", at: intent.sent + 500 }, state: { owner: { ...state.owner, shown: "bob", intents: [intent] } } };
  test("is nothing to do", async () => expect((await heard(ours)).outcome).toBe("nothing"));
  test.each<[string, Over]>([
    ["was not answered yet", { ...ours, state: { owner: { ...state.owner, intents: [{ ...intent, answered: null }] } } }],
    ["is of another time", { ...ours, change: { by: "us", at: AT } }],
    ["is another value", { ...ours, change: { by: "us", at: intent.sent + 500, owner: { from: "ada", to: "cyd" } } }],
    [
      "has another beside it under way",
      { ...ours, state: { owner: { ...state.owner, intents: [intent, { ...intent, key: "2", answered: null }] } } },
    ],
  ])("is looked at where it %s", async (_, over) => expect((await heard(over)).outcome).toBe("looks"));
});

test("what is known already is nothing to do", async () => {
  expect((await heard({ change: { entry: "1" } })).outcome).toBe("nothing");
  expect((await heard({ told: { change: null, shows: { owner: { account: "ada", name: "Ada", email: null } } } })).outcome).toBe("nothing");
  expect((await heard({ told: { change: null } })).outcome).toBe("looks");
});

describe("what came again or late, of before the last decision that the ticket told,", () => {
  const older: Over = {
    change: { at: AT - 6 * 60_000, owner: { from: "cyd", to: "bob" } },
    state: { owner: { ...state.owner, seen: { value: "ada", at: AT - 5 * 60_000 } } },
  };
  const of = (over: Over): Over => ({ ...older, ...over, change: { ...older.change, ...over.change } });
  test("is nothing to do, whoever did it", async () => {
    for (const by of ["somebody", "us"]) expect((await heard(of({ change: { by } }))).outcome).toBe("nothing");
  });
  test.each<[string, Over]>([
    ["that is as near as clocks may be apart", { change: { at: AT - 5 * 60_000 - 4999 } }],
    ["where a write of ours is under way", { state: { owner: { ...older.state!.owner!, intents: [intent] } } }],
    ["where the tracker's clock is not known", { watched: { clock: null } }],
    ["that is about the other field too", { change: { status: { from: "1", to: "done:6" } } }],
    ["that does not say when", { change: { at: null } }],
  ])("is looked at, %s", async (_, over) => expect((await heard(of(over))).outcome).toBe("looks"));
});
