import { describe, expect, test } from "vitest";
import { needsPeople } from "../../../core/sync/explain.ts";
import { syncGroupAssigneeInbound, syncStatusInbound } from "../../../core/sync/inbound.ts";
import { meet } from "../../../core/sync/link-state.ts";
import type { Register, Word } from "../../../core/sync/register.ts";
import { type Saying, type Side, weigh } from "../../../core/sync/weigh.ts";
import { aGroup } from "../../support/fakes.ts";

const side = (groupId: number, register: Register, over: Partial<Side> = {}): Side => ({
  ...{ groupId, organizationId: 11, since: 0, register, takes: () => null },
  ...over,
});
const says = (_organization: number, word: Word): Saying => (word?.startsWith("own") ? { reason: "no_account" } : { write: word });
const seen = { value: "ada", at: 500 };

describe("of a ticket and its issues", () => {
  test("the later decision counts: the ticket's is taken over, an issue's is written", () => {
    const { winner, behind, write } = weigh("owner", { seen, shown: "ada" }, [side(1, { value: "bob", at: 400 })], says);
    expect([winner, behind.map((it) => it.decision), write]).toEqual([seen, [seen], undefined]);
    const later = weigh("owner", { seen, shown: "ada" }, [side(1, { value: "bob", at: 600 }), side(2, seen)], says);
    expect([later.winner.value, later.behind.map((it) => it.side.groupId), later.write?.value]).toEqual(["bob", [2], "bob"]);
  });

  test("what one organization cannot say counts among its own issues alone, and its reason stands there", () => {
    const sides = [
      side(1, { value: "own:7", at: 700 }),
      side(2, { value: "bob", at: 600 }),
      side(3, { value: "bob", at: 600 }, { organizationId: 12 }),
    ];
    const { winner, behind, write, reasons } = weigh("owner", { seen, shown: "ada" }, sides, says);
    expect([winner.value, write?.value]).toEqual(["bob", "bob"]);
    expect(behind.map((it) => [it.side.groupId, it.decision.value])).toEqual([[2, "own:7"]]);
    expect([...reasons]).toEqual([
      [1, "no_account"],
      [2, "no_account"],
    ]);
  });

  test("a status from before they were linked says nothing, and both stay; an owner does", () => {
    const linked = (at: number) =>
      weigh("status", { seen: { value: "done", at: 500 }, shown: "done:6" }, [side(1, { value: "open", at }, { since: 800 })], says);
    expect([linked(700).behind, linked(700).write, linked(700).reasons.get(1)]).toEqual([[], undefined, "linked"]);
    expect(linked(900).write?.value).toBe("open");
    expect(weigh("owner", { seen, shown: "ada" }, [side(1, { value: "bob", at: 600 }, { since: 800 })], says).write?.value).toBe("bob");
  });

  test("whoever does not take it keeps what it has, with the reason", () => {
    const { behind, reasons } = weigh(
      "owner",
      { seen, shown: "ada" },
      [side(1, { value: "bob", at: 400 }, { takes: () => "no_access" })],
      says,
    );
    expect([behind, [...reasons]]).toEqual([[], [[1, "no_access"]]]);
  });
});

test("linking decides nothing, but nobody yields to somebody, once; of two owners the later stays", () => {
  const ada = { value: "ada", at: 500 };
  expect(meet({ value: null, at: 900 }, 950, ada, 0)).toEqual({ owner: { value: null, at: 900 }, at: 901, since: 950 });
  expect(meet(ada, 100, { value: null, at: 900 }, 0)).toEqual({ owner: { value: "ada", at: 901 }, at: 900, since: 901 });
  expect(meet(ada, 100, { value: "bob", at: 400 }, 700)).toEqual({ owner: ada, at: 400, since: 700 });
});

test("what was linked and left as it was needs nobody", () => {
  const of = (kind: string) => needsPeople({ 5: { status: { kind, text: "", since: 0 } } });
  expect([of("linked"), of("no_mapping")]).toEqual([false, true]);
});

describe("what stands over an issue", () => {
  const ref = { organizationId: 11, projectId: 21, groupId: 5 };
  const origin = { kind: "integration", provider: "jira_server", integrationId: 41, ticketId: "7", deliveryId: "d" } as const;
  const how = (at: number) => ({ at, now: 2000, origin, extra: {} });
  const set = (made: ReturnType<typeof syncGroupAssigneeInbound>) => ("change" in made ? made.change.set : made.confirmation.set);
  const who = { userId: 7, email: "ada@example.com" };

  test("a team stays over an older choice, which goes under it, and goes with a later one", () => {
    const { state } = aGroup(5, {}, { assignee: { type: "team", id: 31 }, assigneeSourceTime: 1000, ownerUnder: { userId: null, at: 10 } });
    expect(set(syncGroupAssigneeInbound(ref, state, who, how(900)))).toEqual({ ownerUnder: { userId: 7, at: 900 } });
    expect(set(syncGroupAssigneeInbound(ref, state, who, how(1100)))).toMatchObject({
      assignee: { type: "user", id: 7 },
      assigneeSourceTime: 1100,
    });
  });

  test("an archive stays, and what the ticket decides goes under it", () => {
    const { state } = aGroup(5, {}, { status: "ignored", statusSourceTime: 1000 });
    const made = syncStatusInbound(ref, state, { isDone: true, strategy: "resolve", release: null }, how(1100));
    expect(set(made)).toMatchObject({ statusUnder: { status: "resolved", at: 1100 } });
    expect(set(made)).not.toHaveProperty("status");
  });
});
