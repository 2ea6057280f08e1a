import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assignment, assign } from "../../../core/issues/assign.ts";
import type { Target } from "../../../core/issues/commit-changes.ts";
import { deassign } from "../../../core/issues/deassign.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import type { Groups } from "../../../core/issues/ports.ts";
import { aGroup, fakeGroups, fakeLog } from "../../support/fakes.ts";

const origin = { kind: "system" } as const;
const to = (id: number, sourceTime: number, more: Partial<Assignment> = {}): Assignment => ({
  owner: { type: "user", id, email: `u${id}@example.com`, subscribers: [{ type: "user", id }] },
  origin,
  sourceTime,
  ...more,
});
const setUp = (ids: number[], state = {}) => {
  const groups = fakeGroups(ids.map((id) => aGroup(id, {}, state)));
  return { groups, ports: { groups: groups.port, now: () => 1000, log: fakeLog() } };
};
const fakeCommits = (port: Groups, sizes: number[]): Groups => ({
  ...port,
  commit: (changes) => {
    sizes.push(changes.length);
    return port.commit(changes);
  },
});
/** As it was read when the group was new, or as said. */
const hint = (id: number, state: Partial<GroupState> = {}): Target => ({
  ref: { organizationId: 11, projectId: 21, groupId: id },
  state: aGroup(id, {}, state).state,
});

describe("assign", () => {
  test("writes assignee, activity, history and subscription together", async () => {
    const { groups, ports } = setUp([5]);
    await assign(ports, [hint(5)], to(7, 10));
    expect(groups.rows.get(5)?.state).toMatchObject({ version: 1, assignee: { type: "user", id: 7 }, assigneeSourceTime: 10 });
    expect(groups.activities).toMatchObject([
      { version: 1, type: "assigned", before: null, data: { assignee: "7", assigneeEmail: "u7@example.com", assigneeType: "user" } },
    ]);
    expect(groups.history).toMatchObject([{ version: 1, status: "assigned" }]);
    expect(groups.subscribers.get(5)).toEqual([{ type: "user", id: 7 }]);
  });

  test("the same owner again changes nothing, unless it is forced", async () => {
    const { groups, ports } = setUp([5]);
    await assign(ports, [hint(5)], to(7, 10));
    const now = (): Target => ({ ref: hint(5).ref, state: structuredClone(groups.rows.get(5)!.state) });
    expect(await assign(ports, [now()], to(7, 11))).toMatchObject([{ changed: false, unchanged: "same" }]);
    expect(await assign(ports, [now()], to(7, 12, { force: true }))).toMatchObject([{ changed: true }]);
    expect(groups.activities).toHaveLength(2);
    expect(groups.subscribers.get(5)).toEqual([{ type: "user", id: 7 }]);
  });

  test("whoever acts here has seen what was there: their choice is the later one, whichever machine's clock is behind", async () => {
    const user = { kind: "user", userId: 7 } as const;
    const had = { assignee: { type: "user", id: 7 }, assigneeSourceTime: 5000 } as const;
    for (const late of [false, true]) {
      const { groups, ports } = setUp([5], had);
      const [outcome] = await assign(ports, [hint(5, had)], to(8, 4000, { origin: user, late }));
      expect([outcome?.changed, groups.rows.get(5)?.state.assigneeSourceTime]).toEqual(late ? [false, 5000] : [true, 5001]);
    }
  });

  test("create-only keeps the owner there is", async () => {
    const { ports } = setUp([5]);
    await assign(ports, [hint(5)], to(7, 10));
    expect(await assign(ports, [hint(5)], to(8, 11, { createOnly: true }))).toMatchObject([{ changed: false, unchanged: "exists" }]);
  });

  test("a state that is older than the group's costs a round, never a wrong answer", async () => {
    const { groups, ports } = setUp([5]);
    await assign(ports, [hint(5)], to(7, 10));
    await assign(ports, [hint(5)], to(8, 11));
    expect(groups.rows.get(5)?.state.assignee).toEqual({ type: "user", id: 8 });
    expect(groups.activities.map((it) => it.version)).toEqual([1, 2]);
  });

  test("one that was overtaken keeps those beside it from nothing, and one that moved while it was confirmed is decided anew", async () => {
    const { groups, ports } = setUp([5, 6]);
    await assign(ports, [hint(5)], to(7, 10));
    const before: Target = { ref: hint(5).ref, state: structuredClone(groups.rows.get(5)!.state) };
    expect(await assign(ports, [hint(5), hint(6)], to(8, 20))).toMatchObject([{ changed: true }, { changed: true }]);
    expect([5, 6].map((id) => groups.rows.get(id)?.state.assignee?.id)).toEqual([8, 8]);
    expect(await assign(ports, [before], to(7, 30))).toMatchObject([{ changed: true, state: { assignee: { id: 7 } } }]);
    expect(groups.rows.get(5)?.state.assignee?.id).toBe(7);
  });

  test("a team stands over who was decided; taken away, it leaves that as it was; another person replaces both", async () => {
    const { groups, ports } = setUp([5]);
    const state = () => groups.rows.get(5)!.state;
    const now = (): Target => ({ ref: hint(5).ref, state: structuredClone(state()) });
    const person = { kind: "user", userId: 1 } as const;
    await assign(ports, [hint(5)], to(7, 10));
    await assign(ports, [now()], to(0, 20, { origin: person, owner: { type: "team", id: 31, email: null, subscribers: [] } }));
    expect(state()).toMatchObject({ assignee: { type: "team", id: 31 }, ownerUnder: { userId: 7, at: 10 } });
    await deassign(ports, [now()], { origin: person, sourceTime: 30 });
    expect(state()).toMatchObject({ assignee: null, assigneeSourceTime: 30, ownerUnder: { userId: 7, at: 10 } });
    await assign(ports, [now()], to(8, 40, { origin: person }));
    expect(state()).toMatchObject({ assignee: { type: "user", id: 8 } });
    expect(state().ownerUnder).toBeUndefined();
    expect(groups.activities.map((it) => it.untold ?? false)).toEqual([false, true, true, false]);
  });

  test("a group that is gone is said to be gone", async () => {
    const { ports } = setUp([]);
    expect(await assign(ports, [hint(9)], to(7, 10))).toMatchObject([{ changed: false, unchanged: "gone" }]);
  });

  test("a hundred groups take five transactions", async () => {
    const ids = Array.from({ length: 100 }, (_, n) => n + 1);
    const { groups, ports } = setUp(ids);
    const commits: number[] = [];
    const counted = fakeCommits(groups.port, commits);
    await assign(
      { ...ports, groups: counted },
      ids.map((id) => hint(id)),
      to(7, 10),
    );
    expect(commits).toEqual([24, 24, 24, 24, 4]);
    expect(groups.activities).toHaveLength(100);
  });

  test("what a person does here is never the older change", async () => {
    const { groups, ports } = setUp([5], { version: 0, assigneeSourceTime: 9_999_999 });
    await assign(ports, [hint(5)], to(7, 1000, { origin: { kind: "user", userId: 1 } }));
    expect(groups.rows.get(5)?.state.assignee).toEqual({ type: "user", id: 7 });
  });
});

test("any deliveries, in any order and any number of times, end at the newest", async () => {
  const delivery = fc.record({ user: fc.option(fc.integer({ min: 1, max: 3 })), time: fc.integer({ min: 1, max: 30 }) });
  const sets = fc.uniqueArray(delivery, { selector: (it) => it.time, minLength: 1, maxLength: 8 });
  const run = async (deliveries: { user: number | null; time: number }[]) => {
    const { groups, ports } = setUp([5]);
    for (const { user, time } of deliveries) {
      const now = { ref: hint(5).ref, state: structuredClone(groups.rows.get(5)!.state) };
      if (user === null) await deassign(ports, [now], { origin, sourceTime: time });
      else await assign(ports, [now], to(user, time));
    }
    return groups;
  };
  await fc.assert(
    fc.asyncProperty(
      sets.chain((set) =>
        fc.tuple(fc.constant(set), fc.shuffledSubarray([...set, ...set], { minLength: set.length * 2, maxLength: set.length * 2 })),
      ),
      async ([set, replayed]) => {
        const newest = set.reduce((a, b) => (b.time > a.time ? b : a));
        const groups = await run(replayed);
        const state = groups.rows.get(5)?.state;
        expect(state?.assignee?.id ?? null).toBe(newest.user);
        expect(groups.activities.map((it) => it.version)).toEqual(Array.from({ length: state?.version ?? 0 }, (_, n) => n + 1));
      },
    ),
  );
});
