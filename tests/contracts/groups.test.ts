import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Groups, GroupWithState, IssueIndex, StateChange } from "../../core/issues/ports.ts";
import type { Change } from "../../core/relay/change.ts";
import { partOf } from "../../core/relay/outbox.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { remove } from "../../functions/adapters/dynamo/remove.ts";
import { armed } from "../support/armed.ts";
import { aGroup, fakeGroups } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const implementations: [string, (seed: GroupWithState[]) => Promise<Groups>][] = [
  ["fake", async (seed) => fakeGroups(seed).port],
  [
    "DynamoDB",
    async (seed) => {
      const { groupItem, stateItem } = await import("../../functions/adapters/dynamo/group-items.ts");
      for (const { group, state } of seed) await table.put(groupItem(group), stateItem(group, state));
      for (const { group } of seed) await table.put({ ...keys.shortId(group.organizationId, group.shortId), groupId: group.id });
      return (await import("../../functions/adapters/dynamo/groups.ts")).groups;
    },
  ],
];

let next = 1000;
const newGroups = (count: number) =>
  Array.from({ length: count }, () => {
    next += 1;
    return aGroup(next);
  });
const change = ({ group, state }: GroupWithState, over: Partial<StateChange> = {}, version = state.version + 1): StateChange => {
  const ref = { organizationId: group.organizationId, projectId: group.projectId, groupId: group.id };
  const after = { ...state, version, assignee: { type: "user" as const, id: 7 }, assigneeSourceTime: 10 };
  return {
    ref,
    expected: version - 1,
    set: { assignee: after.assignee, assigneeSourceTime: 10 },
    activity: {
      ...ref,
      version,
      type: "assigned",
      data: {},
      origin: { kind: "system" },
      sourceTime: 10,
      createdAt: 10,
      before: null,
      after,
    },
    history: { ...ref, version, status: "assigned", userId: null, assignee: after.assignee, createdAt: 10 },
    assignedSubscribers: [{ type: "user", id: 7 }],
    ...over,
  };
};

describe.each(implementations)("groups (%s)", (_, make) => {
  test("what was committed is read back: state, activity, newest first", async () => {
    const [one] = newGroups(1) as [GroupWithState];
    const groups = await make([one]);
    expect(await groups.commit([change(one)])).toEqual({ outcome: "committed" });
    expect(await groups.commit([change(one, { set: { assignee: null, assigneeSourceTime: 11 } }, 2)])).toEqual({ outcome: "committed" });
    expect(await groups.get(11, one.group.id)).toEqual({ group: one.group, state: { ...one.state, version: 2, assigneeSourceTime: 11 } });
    expect((await groups.activities(11, one.group.id, 10)).map((it) => it.version)).toEqual([2, 1]);
  });

  test("a change decided on another version writes nothing and answers the state", async () => {
    const [one, two] = newGroups(2) as [GroupWithState, GroupWithState];
    const groups = await make([one, two]);
    await groups.commit([change(two)]);
    const result = await groups.commit([change(one), change(two)]);
    expect(result).toMatchObject({ outcome: "stale" });
    expect(result.outcome === "stale" && [...result.current]).toEqual([[two.group.id, expect.objectContaining({ version: 1 })]]);
    expect((await groups.get(11, one.group.id))?.state.version).toBe(0);
  });

  test("an older source time is refused though the version fits", async () => {
    const [one] = newGroups(1) as [GroupWithState];
    const groups = await make([one]);
    await groups.commit([change(one)]);
    expect(await groups.commit([change(one, { set: { assignee: null, assigneeSourceTime: 9 } }, 2)])).toMatchObject({ outcome: "stale" });
    const status = { status: "resolved" as const, substatus: null };
    expect(await groups.commit([change(one, { set: { ...status, statusSourceTime: 5 } }, 2)])).toEqual({ outcome: "committed" });
    expect(await groups.commit([change(one, { set: { ...status, statusSourceTime: 4 } }, 3)])).toMatchObject({ outcome: "stale" });
    // What was decided before an archive shows again when that ends.
    const back = { ...status, statusSourceTime: 4, statusUnder: null };
    expect(await groups.commit([change(one, { set: back }, 3)])).toEqual({ outcome: "committed" });
  });

  test("a group that is not there is null in the answer; another organization's is not there", async () => {
    const [one] = newGroups(1) as [GroupWithState];
    const groups = await make([one]);
    const foreign = change(one, { ref: { organizationId: 12, projectId: 21, groupId: one.group.id } });
    const result = await groups.commit([foreign]);
    expect(result.outcome === "stale" && [...result.current]).toEqual([[one.group.id, null]]);
    expect(await groups.get(12, one.group.id)).toBeNull();
  });

  test("confirming moves a source time forward, never back, and only on the version it was decided on", async () => {
    const [one] = newGroups(1) as [GroupWithState];
    const groups = await make([one]);
    const { ref } = change(one);
    expect(await groups.confirm(ref, 0, { assigneeSourceTime: 50 })).toBe(true);
    expect(await groups.confirm(ref, 0, { assigneeSourceTime: 40 })).toBe(false);
    expect(await groups.confirm(ref, 1, { assigneeSourceTime: 60 })).toBe(false);
    expect((await groups.get(11, one.group.id))?.state.assigneeSourceTime).toBe(50);
  });

  test("twenty-four changes fit one transaction; of fifty at once on one group one wins each version", async () => {
    const many = newGroups(24);
    const groups = await make(many);
    expect(await groups.commit(many.map((it) => change(it)))).toEqual({ outcome: "committed" });
    const [one] = newGroups(1) as [GroupWithState];
    const contended = await make([one]);
    const results = await Promise.all(Array.from({ length: 50 }, () => contended.commit([change(one)])));
    expect(results.filter((it) => it.outcome === "committed")).toHaveLength(1);
    expect(await contended.activities(11, one.group.id, 100)).toHaveLength(1);
  });

  test("many are read in any number, without those that are not there", async () => {
    const many = newGroups(120);
    const groups = await make(many);
    const ids = many.map((it) => it.group.id);
    expect((await groups.getMany(11, [...ids, 999_999])).map((it) => it.group.id).sort()).toEqual(ids);
  });
});

test.each(implementations)("a group is found by its short id in any letter case, in its organization alone (%s)", async (_, make) => {
  const [one] = newGroups(1) as [GroupWithState];
  const groups = await make([one]);
  const { id, shortId } = one.group;
  expect([await groups.byShortId(11, shortId), await groups.byShortId(11, shortId.toLowerCase())]).toEqual([id, id]);
  expect([await groups.byShortId(12, shortId), await groups.byShortId(11, `${shortId}0`)]).toEqual([null, null]);
});

describe.each(implementations)("lists of groups (%s)", (_, make) => {
  const seen = ({ lastSeen, id }: GroupWithState["group"]) => ({ lastSeen, groupId: id });
  const list = async (groups: Groups, projectId: number, page: Parameters<Groups["listByProject"]>[2], organizationId = 11) => {
    const { items, next: after } = await groups.listByProject(organizationId, projectId, page);
    const whole = await groups.complete(organizationId, items);
    return { items: whole.map(({ tags: _tags, linked: _linked, linkedTo: _linkedTo, ...issue }) => issue), next: after };
  };

  test("newest seen first, page after page, with what was decided about each", async () => {
    const projectId = 7_000_000 + next;
    const many = newGroups(5).map(({ group, state }, at) => ({
      group: { ...group, projectId, lastSeen: [3, 1, 3, 2, 3][at] ?? 0 },
      state,
    }));
    const groups = await make(many);
    const expected = [...many].sort(({ group: a }, { group: b }) => b.lastSeen - a.lastSeen || b.id - a.id);
    const first = await list(groups, projectId, { limit: 2 });
    expect(first).toEqual({ items: expected.slice(0, 2), next: seen(expected[1]!.group) });
    const rest = await list(groups, projectId, { limit: 10, after: first.next ?? undefined });
    expect(rest).toEqual({ items: expected.slice(2), next: null });
    expect((await list(groups, projectId, { limit: 10 }, 12)).items).toEqual([]);
  });

  test("after the place of another project's group, or of one that is not there any more", async () => {
    const projectId = 8_000_000 + next;
    const [old, gone, recent] = newGroups(3).map(({ group, state }) => ({ group: { ...group, projectId }, state })) as [
      GroupWithState,
      GroupWithState,
      GroupWithState,
    ];
    const groups = await make([old, recent]);
    expect((await list(groups, projectId, { limit: 10, after: seen(gone.group) })).items).toEqual([old]);
    expect((await list(groups, projectId, { limit: 10, after: seen(recent.group) })).items).toEqual([old]);
    expect((await list(groups, projectId, { limit: 10, after: { lastSeen: 1e12, groupId: 1 } })).items).toEqual([recent, old]);
  });

  test("those of a status or an owner, as of the last change, by the hour, page after page", async () => {
    const projectId = 9_000_000 + next;
    const many = newGroups(4).map(({ group, state }, at) => ({
      group: { ...group, projectId, lastSeen: 7_200_000 * (at + 1) + at },
      state: { ...state, ...(at < 2 && { status: "resolved" as const, substatus: null }) },
    })) as [GroupWithState, GroupWithState, GroupWithState, GroupWithState];
    const groups = await make(many);
    const ids = async (index: IssueIndex, after?: { lastSeen: number; groupId: number }, limit = 10) =>
      (await groups.listByProject(11, projectId, { index, limit, after })).items.map(({ place }) => place.groupId);
    const [one, two, three, four] = many.map(({ group }) => group.id);
    expect(await ids({ by: "status", status: "resolved" })).toEqual([two, one]);
    expect(await ids({ by: "status", status: "unresolved" })).toEqual([four, three]);
    expect(await ids({ by: "status", status: "resolved" }, { lastSeen: 14_400_000, groupId: two! })).toEqual([one]);
    expect(await ids({ by: "owner", owner: null }, undefined, 1)).toEqual([four]);
    await groups.commit([change(many[3])]);
    expect(await ids({ by: "owner", owner: { type: "user", id: 7 } })).toEqual([four]);
    expect(await ids({ by: "owner", owner: { type: "team", id: 7 } })).toEqual([]);
    expect(await ids({ by: "owner", owner: null })).toEqual([three, two, one]);
  });
});

test("a change that meets other transactions is tried again until it is written, with who is subscribed by it", async () => {
  const [one] = newGroups(1) as [GroupWithState];
  const groups = await implementations[1]![1]([one]);
  const { TransactionCanceledException } = await import("@aws-sdk/client-dynamodb");
  let met = 0;
  armed("conflict", (next, { commandName }) => async (args) => {
    if (commandName !== "TransactWriteItemsCommand" || ++met > 2) return next(args);
    const CancellationReasons = [{ Code: "None" }, { Code: "TransactionConflict" }];
    throw new TransactionCanceledException({ message: "", $metadata: {}, CancellationReasons });
  });
  expect(await groups.commit([change(one)])).toEqual({ outcome: "committed" });
  expect([met, (await groups.get(11, one.group.id))?.state.version]).toEqual([3, 1]);
  const { participations } = await import("../../functions/adapters/dynamo/participations.ts");
  expect((await participations.ofGroup(11, one.group.id)).assigned).toEqual([{ type: "user", id: 7 }]);
});

test("a committed change waits in the outbox until it was relayed, behind the others where that failed, and comes into it once", async () => {
  const groups = await implementations[1]![1]([]);
  const { outbox } = await import("../../functions/adapters/dynamo/outbox.ts");
  next = 7_000;
  const [one, two] = [newGroups(7), newGroups(7)].map(([it]) => it as GroupWithState) as [GroupWithState, GroupWithState];
  await implementations[1]![1]([one, two]);
  await groups.commit([change(one)]);
  await groups.commit([change(two)]);
  const all = (until = Date.now() + 60_000) => outbox.waiting(partOf(one.group.id), until, 99);
  const groupOf = (it: Change) => (it.kind === "activity" ? it.activity.groupId : 0);
  const found = await all();
  const [first, second] = [one, two].map(({ group }) => found.find((it) => groupOf(it) === group.id)!);
  const waiting = async (until?: number) =>
    (await all(until))
      .map(groupOf)
      .filter((it) => it > 7_000)
      .sort();
  expect(await waiting()).toEqual([one.group.id, two.group.id]);
  await outbox.postpone(first!, Date.now() + 30_000);
  expect([await waiting(), await waiting(Date.now() + 20_000)]).toEqual([[one.group.id, two.group.id], [two.group.id]]);
  const disarm = armed("relayed meanwhile", (next, { commandName }) => async (args) => {
    if (commandName !== "BatchGetItemCommand") return next(args);
    disarm();
    await outbox.done(second!);
    return next(args);
  });
  expect(await waiting()).toEqual([one.group.id]);
  await outbox.done(first!);
  for (const it of [first!, second!]) await outbox.postpone(it, 5);
  expect(await waiting()).toEqual([]);
  // As an issue goes with its project.
  await remove([keys.activity(11, one.group.id, 1)]);
  await outbox.postpone(first!, 5);
  await outbox.done(first!);
  expect(await groups.activities(11, one.group.id, 10), "nothing of what is gone comes back").toEqual([]);
});
