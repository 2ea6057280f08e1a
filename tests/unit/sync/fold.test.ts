import { describe, expect, test } from "vitest";
import { fold, type Observer } from "../../../core/sync/fold.ts";
import { BLIND, type Intent, START, type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import type { Entry, Reading } from "../../../core/trackers/ticket.ts";

const NOW = 1_000_000;
const OBSERVER: Observer = { now: NOW, offset: 0, ourAccount: "us" };

/** A ticket that Ada has since 500,000, read up to its entry 1. */
function ticket(over: Partial<TicketState> = {}, intents: Intent[] = []): TicketState {
  const state = unknownTicket({ integrationId: 41, ticketId: "7" }, "ada", "open:1");
  return { ...state, cursor: "1", owner: { seen: { value: "ada", at: 500_000 }, shown: "ada", intents }, ...over };
}
const intent = (over: Partial<Intent> = {}): Intent => ({
  ...{ key: "1owner", value: "bob", word: "bob", at: 900_000, sent: 900_100, answered: null },
  ...over,
});
const entry = (id: string, at: number, by: string | null, [from, to]: [string | null, string | null]): Entry => ({
  ...{ id, at, by, owner: { from, to } },
});

function reading(owner: string | null, entries: readonly Entry[] | null, over: Partial<Reading> = {}): Reading {
  const news = entries && { goesOn: true, entries, newest: entries.at(-1)?.id ?? "1" };
  return {
    ticket: {
      ...{ id: "7", key: "APP-7", title: "", project: { id: "1", key: "APP" }, status: { id: "1", name: "Open", done: false } },
      owner: owner === null ? null : { id: owner, name: owner, email: null },
    },
    ...{ news, updated: entries?.at(-1)?.at ?? 990_000, date: NOW, clock: null },
    ...over,
  };
}
const ownerOf = (state: TicketState, it: Reading, observer = OBSERVER) => fold(state, it, observer).owner;

describe("a ticket of whose owner was heard", () => {
  const owner = { seen: { value: "bob", at: 800_000 }, shown: "bob", intents: [], heard: "3" };
  const status = (id: string, at: number, from: string, to: string): Entry => ({ id, at, by: "somebody", status: { from, to } });
  const closedBefore = [status("2", 700_000, "open:1", "done:2"), entry("3", 800_000, "somebody", ["ada", "bob"])];

  test("has nothing new of it until then, and all that was done to its status before", () => {
    const entries = [...closedBefore, status("4", 810_000, "done:2", "open:1"), entry("5", 900_000, "somebody", ["bob", "cyd"])];
    const known = fold(ticket({ owner }), reading("cyd", entries), OBSERVER);
    expect(known.owner).toEqual({ seen: { value: "cyd", at: 900_000 }, shown: "cyd", intents: [] });
    expect([known.status.seen, known.cursor]).toEqual([{ value: "open", at: 810_000 }, "5"]);
    expect(fold(ticket({ owner }), reading("bob", closedBefore), OBSERVER).owner.seen).toEqual({ value: "bob", at: 800_000 });
  });

  test("goes on from what was heard where the history does not go on from what was read", () => {
    const entries = [...closedBefore, entry("5", 900_000, "somebody", ["bob", "cyd"])];
    expect(fold(ticket({ owner, cursor: BLIND }), reading("cyd", entries), OBSERVER).owner.seen).toEqual({ value: "cyd", at: 900_000 });
    const other = { ...owner, heard: "9" };
    expect(fold(ticket({ owner: other }), reading("bob", closedBefore), OBSERVER).owner.seen).toEqual({ value: "bob", at: 800_000 });
  });
});

describe("a person's change that is new to us", () => {
  test("is later than what was known, whatever the tracker's clock says", () => {
    const { seen } = ownerOf(ticket(), reading("bob", [entry("2", 400_000, "somebody", ["ada", "bob"])]));
    expect(seen).toEqual({ value: "bob", at: 500_001 });
  });

  test("is later than a write of ours that was never answered: whoever made it had not our write before them, and we had not theirs", () => {
    const { seen, shown } = ownerOf(ticket({}, [intent()]), reading("cyd", [entry("2", 899_500, "somebody", ["ada", "cyd"])]));
    expect([seen, shown]).toEqual([{ value: "cyd", at: 900_001 }, "cyd"]);
  });

  test("is never later than now, and its time is ours, not the tracker's", () => {
    const of = (at: number, offset: number) =>
      ownerOf(ticket(), reading("bob", [entry("2", at, "somebody", ["ada", "bob"])]), { ...OBSERVER, offset }).seen.at;
    expect([of(1_300_000, 300_000), of(1_300_000, 0), of(700_000, -300_000)]).toEqual([NOW, NOW, NOW]);
    expect(of(700_000, 100_000)).toBe(600_000);
  });

  test("counts also where our write replaced it a moment later: it is put back", () => {
    const entries = [entry("2", 900_200, "somebody", ["ada", "cyd"]), entry("3", 900_300, "us", ["cyd", "bob"])];
    const { seen, shown } = ownerOf(ticket({}, [intent({ answered: 900_400 })]), reading("bob", entries));
    expect([seen, shown]).toEqual([{ value: "cyd", at: 900_200 }, "bob"]);
  });

  test("of our value is a person's all the same", () => {
    const { seen } = ownerOf(ticket({}, [intent()]), reading("bob", [entry("2", 950_000, "somebody", ["ada", "bob"])]));
    expect(seen).toEqual({ value: "bob", at: 950_000 });
  });
});

describe("our write", () => {
  const ours = entry("2", 900_300, "us", ["ada", "bob"]);

  test("is the decision that it carries out, and no other; what is read with it needs no explaining any more", () => {
    const { seen, intents } = ownerOf(ticket({}, [intent({ answered: 900_400 })]), reading("bob", [ours]));
    expect([seen, intents]).toEqual([{ value: "bob", at: 900_000 }, []]);
  });

  test("answered explains one entry: the same once more is what a person did with our account", () => {
    const entries = [ours, entry("3", 920_000, "us", ["bob", "ada"]), entry("4", 950_000, "us", ["ada", "bob"])];
    expect(ownerOf(ticket({}, [intent({ answered: 900_400 })]), reading("bob", entries)).seen).toEqual({ value: "bob", at: 950_000 });
  });

  test("answered goes with the next reading, also where nothing shows of it", () => {
    expect(ownerOf(ticket({}, [intent({ answered: 900_400 })]), reading("ada", [])).intents).toEqual([]);
  });

  test("never answered may be carried out later: it explains for a quarter of an hour, then no more", () => {
    expect(ownerOf(ticket({}, [intent()]), reading("ada", [])).intents).toHaveLength(1);
    const late = { ...OBSERVER, now: 900_100 + 15 * 60_000 };
    expect(ownerOf(ticket({}, [intent()]), reading("ada", []), late).intents).toEqual([]);
    expect(ownerOf(ticket({}, [intent()]), reading("bob", [ours])).intents).toHaveLength(1);
  });

  test("is anybody's where our account is not known", () => {
    const unknown = { ...OBSERVER, ourAccount: null };
    expect(ownerOf(ticket({}, [intent()]), reading("bob", [entry("2", 900_300, "x", ["ada", "bob"])]), unknown).seen.at).toBe(900_000);
  });
});

describe("where the history does not tell", () => {
  test("what the ticket shows counts, as of its last change; ours, if we wrote it", () => {
    const blind = { cursor: BLIND };
    expect(ownerOf(ticket(blind), reading("bob", null)).seen).toEqual({ value: "bob", at: 990_000 });
    expect(ownerOf(ticket(blind, [intent()]), reading("bob", null)).seen).toEqual({ value: "bob", at: 900_000 });
    expect(ownerOf(ticket(blind), reading("ada", null)).seen).toEqual({ value: "ada", at: 500_000 });
    const restored = { goesOn: false, entries: [], newest: "9" };
    expect(ownerOf(ticket(), reading("bob", null, { news: restored })).seen).toEqual({ value: "bob", at: 990_000 });
  });

  test("one that said nothing though the ticket changed is not believed from then on", () => {
    const empty = { goesOn: true, entries: [], newest: null };
    const first = fold(ticket({ cursor: START }), reading("bob", null, { news: empty }), OBSERVER);
    expect([first.cursor, first.owner.seen.value]).toEqual([BLIND, "bob"]);
    expect(fold(ticket({ cursor: START }), reading("ada", null, { news: empty }), OBSERVER).cursor).toBe(START);
  });

  test("the place up to which it was read is kept", () => {
    expect(fold(ticket(), reading("bob", [entry("2", 950_000, "x", ["ada", "bob"])]), OBSERVER).cursor).toBe("2");
  });
});

test("a time of the last change is not kept that another change may share", () => {
  const of = (updated: number) => fold(ticket(), reading("ada", [], { updated }), OBSERVER).updated;
  expect([of(NOW - 1500), of(NOW + 1500), of(NOW - 2500)]).toEqual([null, null, NOW - 2500]);
});
