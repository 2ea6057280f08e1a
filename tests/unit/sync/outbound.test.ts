import { describe, expect, test } from "vitest";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { announced, answered, carryOut, syncAssigneeOutbound, syncStatusOutbound, type Written } from "../../../core/sync/outbound.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { waiting } from "../../../core/sync/waiting.ts";
import type { FailureKind } from "../../../core/trackers/failure.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";

const DECISION = { value: "bob", at: 900 };
const owner = syncAssigneeOutbound("7", { id: "bob", name: "Bob Builder" }, DECISION);
const way = { write: "done:6", transition: { id: "61", name: "Closed", fields: {} } };
const status = syncStatusOutbound("7", "done:6", { value: "done", at: 950 }, way);
const before: TicketState = {
  ...unknownTicket({ integrationId: 41, ticketId: "7" }, "ada", "open:1"),
  rev: 4,
  shows: { owner: "Ada", status: "Open" },
};
const said = announced(before, [owner, status], "4", 1000);
const answeredAs = (outcome: Written["outcome"], rev = 5, state = { ...said, rev: 5 }) =>
  answered(state, [{ write: owner, key: "4owner", outcome }], { rev, now: 2000 });

test("a write is announced as what it is, for which decision, and when", () => {
  const rest = { key: "4owner", sent: 1000, answered: null };
  expect(said.owner.intents).toEqual([{ ...rest, value: "bob", word: "bob", at: 900 }]);
  expect(said.status.intents).toEqual([{ ...rest, key: "4status", value: "done:6", word: "done", at: 950 }]);
  expect([said.owner.seen, said.owner.shown]).toEqual([before.owner.seen, "ada"]);
});

describe("once the tracker has answered", () => {
  test("what it did is the ticket's decision, and what it shows from then on; the write explains one entry more", () => {
    const { owner: known, shows, seenAt } = answeredAs("done");
    expect([known.seen, known.shown, shows, seenAt]).toEqual([DECISION, "bob", { owner: "Bob Builder", status: "Open" }, 2000]);
    expect(known.intents).toEqual([expect.objectContaining({ key: "4owner", answered: 2000 })]);
  });

  test("what it refused was never asked", () => {
    expect(answeredAs("refused").owner).toEqual(before.owner);
  });

  test("of what it did not answer nobody knows", () => {
    expect(answeredAs("unknown").owner).toEqual(said.owner);
  });

  test("whoever has read the ticket meanwhile knows better what it shows, and what was decided", () => {
    const read = { ...said, rev: 6, owner: { ...said.owner, seen: { value: "cyd", at: 980 }, shown: "cyd" } };
    const { owner: known, shows } = answeredAs("done", 5, read);
    expect([known.seen, known.shown, shows]).toEqual([{ value: "cyd", at: 980 }, "cyd", before.shows]);
    const explained = { ...read, owner: { ...read.owner, intents: [] } };
    expect(answeredAs("done", 5, explained)).toEqual(explained);
  });
});

describe("of two writes", () => {
  const asked: string[] = [];
  const trackerThat = (kind: FailureKind | null) =>
    ({
      assign: async () => {
        asked.push("assign");
        if (kind) throw new JiraFailure(kind, { host: "jira.example.com" });
      },
      transition: async () => void asked.push("transition"),
    }) as Partial<Tracker> as Tracker;
  test.each<[FailureKind | null, Written["outcome"][], string[]]>([
    [null, ["done", "done"], ["assign", "transition"]],
    ["forbidden", ["refused", "done"], ["assign", "transition"]],
    ["limited", ["refused", "done"], ["assign", "transition"]],
    ["timeout", ["unknown", "refused"], ["assign"]],
    ["unavailable", ["unknown", "refused"], ["assign"]],
    ["not_jira", ["unknown", "refused"], ["assign"]],
  ])("the first answered %s", async (kind, outcomes, calls) => {
    asked.length = 0;
    const { written, failure } = await carryOut(trackerThat(kind), [owner, status], "4");
    expect(written.map((it) => it.outcome)).toEqual(outcomes);
    expect(asked).toEqual(calls);
    expect(failure?.kind ?? null).toBe(kind);
  });
});

test("a ticket that waits is looked at after 1, 2, 4 … 60 minutes, as it was asked to, and for another reason soon again", () => {
  const fail = (kind: FailureKind, seconds?: number) => new JiraFailure(kind, { host: "jira.example.com", seconds });
  let state = before;
  const minutes: number[] = [];
  for (let times = 0; times < 8; times++) {
    state = waiting(state, fail("forbidden"), 0);
    minutes.push((state.due ?? 0) / 60_000);
  }
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(state.waiting).toMatchObject({ kind: "forbidden", since: 0 });
  expect(waiting(state, fail("rejected"), 500).due).toBe(500 + 60_000);
  expect(waiting(before, fail("limited", 3600), 0).due).toBe(3_600_000);
  expect([waiting(before, fail("not_found"), 7).closedAt, waiting(before, fail("forbidden"), 7).closedAt]).toEqual([7, null]);
});
