import { describe, expect, test } from "vitest";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { lookAtDue, lookForMissed } from "../../../core/sync/sweep.ts";
import type { TicketState } from "../../../core/sync/ticket-state.ts";
import type { Updated } from "../../../core/trackers/ticket.ts";
import { BEGUN, MINUTE, oneTicket as setUp } from "../../support/one-ticket.ts";

describe("one look at a ticket", () => {
  test("reads it, announces, writes, and nothing is due any more", async () => {
    const { run, calls, state } = setUp();
    await run();
    expect([calls, state().owner.seen, state().due]).toEqual([["read", "assign"], { value: "bob", at: 9_000_000 }, null]);
  });

  test("that comparing asked for is counted where it found something to put right, and never fails for that", async () => {
    const { run, repaired } = setUp();
    await run();
    expect(repaired).toEqual([]);
    const asked = { cause: "search:500:7" };
    const other = setUp();
    await other.run(asked);
    await other.run(asked);
    expect(other.repaired).toEqual([11]);
    const { run: uncounted, calls } = setUp({ uncounted: true });
    await uncounted(asked);
    expect(calls).toEqual(["read", "assign"]);
  });

  test("that dies after it has announced is taken up when that was due, by what it announced", async () => {
    const { run, set, state } = setUp();
    set({ assign: () => Promise.reject(new Error("the process died")) });
    await expect(run()).rejects.toThrow("died");
    expect(state().owner.intents).toMatchObject([{ value: "bob", at: 9_000_000, answered: null }]);
    expect(state().due).toBe(BEGUN + 2 * MINUTE);
  });

  test.each<[string, Parameters<typeof setUp>[0], string[]]>([
    ["a note that it lacks", { on: false }, ["comment"]],
    ["a team that it was not told", { on: false, team: true }, ["team"]],
  ])("stays due until the ticket has %s: a database that is away in between loses nothing", async (_, over, last) => {
    const { run, set, calls, state } = setUp(over);
    if (!over?.team) set({ notes: [{ version: 3, userId: 7 }] });
    const expected = BEGUN + 2 * MINUTE;
    set({ away: over?.team ? "ticket" : "link" });
    await expect(run({ expected })).rejects.toThrow("The database");
    expect(state().due).toBe(expected);
    // What asked for the look comes again, as nobody has acknowledged it.
    set({ away: "" });
    await run({ expected });
    expect(calls.slice(-1)).toEqual(last);
    // From here on only what keeps its owners apart is looked at again.
    expect(state().due).toBeGreaterThan(BEGUN + 60 * MINUTE);
    const before = calls.length;
    await run({ expected });
    expect(calls).toHaveLength(before);
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
