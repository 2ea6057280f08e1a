import { describe, expect, test } from "vitest";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { TicketLook } from "../../../core/messages.ts";
import { converge } from "../../../core/sync/converge.ts";
import type { ConvergePorts } from "../../../core/sync/run.ts";
import { lookAtDue, lookForMissed } from "../../../core/sync/sweep.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { SYNC_OFF } from "../../../core/trackers/integration.ts";
import type { Tracker, Watched } from "../../../core/trackers/ports.ts";
import type { Reading, Updated } from "../../../core/trackers/ticket.ts";
import { aGroup, aLink, fakeLog, fakeSender } from "../../support/fakes.ts";

const MINUTE = 60_000;
const BEGUN = 10_000_000;
const place = { provider: "jira_server", externalId: "jira", integrationId: 41 } as const;
const look: TicketLook = { v: 1, ...place, ticketId: "7", cause: "c" };

/** Bob got the issue; the ticket is still Ada's. Each call to the tracker takes as long as it is told. */
function setUp(over: { state?: Partial<TicketState>; watched?: Partial<Watched>; on?: boolean } = {}) {
  let now = BEGUN;
  let state: TicketState = {
    ...unknownTicket({ integrationId: 41, ticketId: "7" }, "ada", "open:1"),
    ...{
      key: "APP-7",
      cursor: "1",
      rev: 3,
      due: BEGUN + 2 * MINUTE,
      owner: { seen: { value: "ada", at: 100 }, shown: "ada", intents: [] },
    },
    ...over.state,
  };
  let watched: Watched = { ...place, until: 0, failure: null, paused: null, clock: { low: -500, high: 500, at: BEGUN }, ...over.watched };
  const issue = aGroup(5, {}, { assignee: { type: "user", id: 7 }, assigneeSourceTime: 9_000_000, statusSourceTime: 0 });
  const calls: string[] = [];
  const looks = fakeSender<TicketLook>();
  let takes = 100;
  let during = () => {};
  let clock: Reading["clock"] = null;
  const passes = (call: string) => {
    calls.push(call);
    now += takes;
  };
  const bob = { id: "bob", name: "Bob", email: "bob@example.com" };
  const ticket = { id: "7", key: "APP-7", title: "", project: { id: "1", key: "APP" }, status: { id: "1", name: "Open", done: false } };
  let found: Updated[] = [];
  const tracker = {
    read: async () => {
      passes("read");
      during();
      const owner = { id: "ada", name: "Ada", email: "ada@example.com" };
      return { ticket: { ...ticket, owner }, news: { goesOn: true, entries: [], newest: "1" }, updated: 500, date: now, clock };
    },
    accountByEmail: async () => bob,
    account: async () => null,
    assign: async () => passes("assign"),
    updated: async () => ({ tickets: found, next: null, clock: null }),
  } as Partial<Tracker> as Tracker;
  const config = { ...SYNC_OFF, sync_forward_assignment: over.on ?? true, sync_reverse_assignment: true };
  const integration = {
    id: 41,
    ...place,
    status: "active",
    ourAccount: "us",
    installations: [{ organizationId: 11, status: "active", config }],
  };
  const ports = {
    ...{ now: () => now, log: fakeLog(), looks, analyticsEvents: fakeSender(), trackers: { of: () => tracker } },
    integrations: { byExternalId: async () => integration, find: async () => integration },
    tickets: {
      read: async () => ({ state, links: [aLink(5, { ticketId: "7", hint: issue.state })], watched }),
      commit: async ({ state: next, rev, dueAsRead }: { state: TicketState; rev: number; dueAsRead: number | null }) => {
        if (state.rev !== rev || state.due !== dueAsRead) return false;
        state = { ...next, rev: rev + 1 };
        return true;
      },
      update: async (_: unknown, change: (it: TicketState) => TicketState) => {
        state = { ...change(state), rev: state.rev + 1 };
      },
      known: async () => [state],
      due: async (_: number, until: number, limit: number) =>
        (state.due !== null && state.due <= until ? [{ ticketId: "7", due: state.due }] : []).slice(0, limit),
    },
    groups: { getMany: async () => [issue] },
    links: { byGroup: async () => [], rename: async () => {} },
    watched: {
      list: async () => [watched],
      record: async (_: unknown, news: Partial<Watched>) => {
        watched = { ...watched, ...news };
      },
    },
    userMappings: { byAccount: async () => null, byUser: async () => null },
    organizations: {
      member: async () => ({ userId: 7, name: "Bob", email: "bob@example.com", active: true, projects: [21] }),
      membersByEmail: async () => [],
    },
  } as unknown as ConvergePorts;
  return {
    ...{ ports, calls, looks },
    run: (more: Partial<TicketLook> = {}) => converge(ports, { ...look, ...more }),
    state: () => state,
    watched: () => watched,
    set: (it: {
      takes?: number;
      during?: () => void;
      found?: Updated[];
      state?: Partial<TicketState>;
      assign?: () => Promise<void>;
      clock?: Reading["clock"];
    }) => {
      clock = it.clock ?? clock;
      takes = it.takes ?? takes;
      during = it.during ?? during;
      found = it.found ?? found;
      if (it.state) state = { ...state, ...it.state };
      if (it.assign) tracker.assign = it.assign;
    },
  };
}

describe("one look at a ticket", () => {
  test("reads it, announces, writes, and nothing is due any more", async () => {
    const { run, calls, state } = setUp();
    await run();
    expect([calls, state().owner.seen, state().due]).toEqual([["read", "assign"], { value: "bob", at: 9_000_000 }, null]);
  });

  test("that dies after it has announced is taken up when that was due, by what it announced", async () => {
    const { run, set, state } = setUp();
    set({ assign: () => Promise.reject(new Error("the process died")) });
    await expect(run()).rejects.toThrow("died");
    expect(state().owner.intents).toMatchObject([{ value: "bob", at: 9_000_000, answered: null }]);
    expect(state().due).toBe(BEGUN + 2 * MINUTE);
  });

  test("keeps what the answer told of the tracker's clock, where that was set", async () => {
    const { run, set, watched } = setUp();
    set({ clock: { low: 300_000, high: 301_000, at: BEGUN } });
    await run();
    expect(watched().clock).toEqual({ low: 300_000, high: 301_000, at: BEGUN });
  });

  test("leaves to be looked at what was asked for while it wrote", async () => {
    const { run, set, state } = setUp();
    set({ assign: async () => set({ state: { due: BEGUN + 99 } }) });
    await run();
    expect(state().due).toBe(BEGUN + 99);
  });

  test("begins anew where somebody was faster, and announces nothing on what is old", async () => {
    const { run, set, calls, state } = setUp();
    let times = 0;
    set({ during: () => times++ === 0 && set({ state: { rev: 9 } }) });
    await run();
    expect([calls, state().rev]).toEqual([["read", "read", "assign"], 11]);
  });

  test("does not begin what it may not have the time to end, and is taken up again at once", async () => {
    const { run, set, calls, state } = setUp();
    set({ takes: 41_000 });
    await run();
    expect([calls, state().owner.intents, state().due, state().waiting?.kind]).toEqual([["read"], [], BEGUN + 41_000, "slow"]);
  });

  test("is not needed where another has seen to what it was for", async () => {
    const { run, calls, set } = setUp({ state: { due: null } });
    await run({ expected: BEGUN });
    expect(calls).toEqual([]);
    set({ state: { due: BEGUN } });
    await run({ expected: BEGUN });
    expect(calls).toEqual(["read", "assign"]);
  });

  test("of what only people can mend comes again after six hours", async () => {
    const { run, calls, state } = setUp({ on: false });
    await run();
    expect([calls, state().reasons[5]?.owner?.kind, state().due]).toEqual([["read"], "off", BEGUN + 100 + 6 * 60 * MINUTE]);
  });

  test("of a tracker that is away waits with it, unless somebody has just mended something", async () => {
    const { run, calls, state } = setUp({ watched: { paused: { until: BEGUN + 5 * MINUTE, times: 2 } } });
    await run();
    expect([calls, state().due]).toEqual([[], BEGUN + 5 * MINUTE]);
    await run({ fresh: true });
    expect(calls).toEqual(["read", "assign"]);
  });

  test("that the tracker does not answer pauses the tracker, and of one that refuses a ticket only that waits", async () => {
    for (const [kind, isPaused] of [
      ["unavailable", true],
      ["rejected", false],
    ] as const) {
      const { run, set, state, watched } = setUp();
      set({ assign: () => Promise.reject(new JiraFailure(kind, { host: "jira.example.com" })) });
      await run();
      expect([state().waiting?.kind, watched().paused !== null, state().due]).toEqual([kind, isPaused, BEGUN + 100 + MINUTE]);
    }
  });
});

describe("what was missed", () => {
  const known = { id: "7", key: "APP-7", owner: "ada", status: "open:1", updated: 500 };
  test.each<[string, Partial<Updated>, Partial<TicketState>, boolean]>([
    ["as it is known", {}, {}, false],
    ["changed since", { updated: 501 }, {}, true],
    ["of an owner that is not known, at a time that is", { owner: "bob" }, {}, true],
    ["of a status that is not known", { status: "done:6" }, {}, true],
    ["called otherwise", { key: "OPS-1" }, {}, true],
    ["back from being gone", {}, { closedAt: 5 }, true],
    ["whose time may hide another change", {}, { updated: null }, true],
  ])("a ticket %s", async (_, there, state, isLooked) => {
    const { ports, looks, set } = setUp({ state: { updated: 500, due: null, ...state } });
    set({ found: [{ ...known, ...there }] });
    await lookForMissed(ports, (await ports.watched.list())[0]!);
    expect(looks.sent.length > 0).toBe(isLooked);
  });

  test("and what is due is looked at every minute, of a tracker that is away one ticket to see, when its pause is over", async () => {
    const sent = async (over: Parameters<typeof setUp>[0]) => {
      const { ports, looks } = setUp(over);
      await lookAtDue(ports);
      return looks.sent.map((it) => it.ticketId);
    };
    expect(await sent({ state: { due: BEGUN } })).toEqual(["7"]);
    expect(await sent({ state: { due: BEGUN + 1 } })).toEqual([]);
    expect(await sent({ state: { due: BEGUN }, watched: { paused: { until: BEGUN + 1, times: 1 } } })).toEqual([]);
    expect(await sent({ state: { due: BEGUN }, watched: { paused: { until: BEGUN, times: 1 } } })).toEqual(["7"]);
  });
});
