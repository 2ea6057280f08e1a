import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalsOf } from "../../core/events/arrivals.ts";
import type { NewEvent } from "../../core/events/event.ts";
import type { Events } from "../../core/events/ports.ts";
import { dayOf } from "../../core/issues/days.ts";
import type { Groups, GroupWithState, Merges, StateChange } from "../../core/issues/ports.ts";
import type { Links, Tickets } from "../../core/sync/ports.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { remove } from "../../functions/adapters/dynamo/remove.ts";
import { armed } from "../support/armed.ts";
import { arrive, lookUp } from "../support/arriving.ts";
import { ORGANIZATION } from "../support/fakes.ts";
import { normalized, RECEIVED_AT } from "../support/sdk-events.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const PROJECT = 21;
let table: TableForTests;
let events: Events;
let groups: Groups;
let merges: Merges;
let links: Links;
let tickets: Tickets;
beforeAll(async () => {
  table = await startTable();
  ({ events } = await import("../../functions/adapters/dynamo/events.ts"));
  ({ groups } = await import("../../functions/adapters/dynamo/groups.ts"));
  ({ merges } = await import("../../functions/adapters/dynamo/merges.ts"));
  ({ links } = await import("../../functions/adapters/dynamo/links.ts"));
  ({ tickets } = await import("../../functions/adapters/dynamo/tickets.ts"));
  await table.put({ ...keys.project(ORGANIZATION.id, PROJECT), id: PROJECT, slug: "web" });
});
afterAll(() => table.stop());

let next = 1_000;
/** A group with that many events, each a second after the one before. */
async function newGroup(count: number): Promise<GroupWithState & { hash: string }> {
  const id = next++;
  const hash = `hash${id}`;
  const looks = { title: "t", culprit: "c", type: "error", metadata: {}, logger: null, unhandled: false } as const;
  const of = { organizationId: ORGANIZATION.id, projectId: PROJECT, ...looks };
  const times = { firstSeen: RECEIVED_AT, lastSeen: RECEIVED_AT };
  await events.createGroup({ ...of, id, hashes: [hash], level: "error", platform: "node", release: null, ...times });
  for (let n = 0; n < count; n++) await arrive(events, eventOf(of, id, n));
  return { ...(await groups.get(ORGANIZATION.id, id))!, hash };
}
const eventOf = (of: Omit<NewEvent, "groupId" | "receivedAt" | "event">, groupId: number, n: number): NewEvent => {
  const event = normalized({
    event_id: (groupId * 100 + n).toString(16).padStart(32, "0"),
    message: "m",
    timestamp: RECEIVED_AT / 1000 + n,
  });
  return { ...of, groupId, receivedAt: RECEIVED_AT, event };
};
const changeOf = ({ group, state }: GroupWithState): StateChange => {
  const ref = { organizationId: ORGANIZATION.id, projectId: PROJECT, groupId: group.id };
  const version = state.version + 1;
  const after = { ...state, version };
  const activity = { ...ref, version, type: "merge", data: {}, origin: { kind: "system" }, sourceTime: 1, createdAt: 1, after } as const;
  return { ref, expected: state.version, set: {}, activity };
};
const merge = (into: GroupWithState, ...others: GroupWithState[]) => merges.merge(changeOf(into), into.group, others);
const shortIdOf = ({ group }: GroupWithState) => groups.byShortId(ORGANIZATION.id, group.shortId);

test("what changed since it was read, or the one it goes to, is read again before anything goes", async () => {
  const [into, one] = [await newGroup(1), await newGroup(2)];
  await arrive(events, eventOf({ ...into.group, organizationId: ORGANIZATION.id, projectId: PROJECT }, into.group.id, 50));
  expect(await merge(into, one)).toBe(false);
  const now = (await groups.get(ORGANIZATION.id, into.group.id))!;
  await groups.commit([changeOf(one)]);
  expect(await merge(now, one)).toBe(false);
  expect(await merge(now, (await groups.get(ORGANIZATION.id, one.group.id))!)).toBe(true);
});

test("from then on everything leads to the other group, which counts their events", async () => {
  const [into, one, two] = [await newGroup(1), await newGroup(2), await newGroup(3)];
  expect(await merge(into, one, two)).toBe(true);
  const { group, state } = (await groups.get(ORGANIZATION.id, into.group.id))!;
  expect(group).toMatchObject({ count: 6, firstSeen: RECEIVED_AT, lastSeen: RECEIVED_AT + 2000, days: { [dayOf(RECEIVED_AT)]: 6 } });
  expect(state.version).toBe(1);
  for (const gone of [one, two]) {
    expect(await groups.get(ORGANIZATION.id, gone.group.id)).toBeNull();
    expect(await merges.into(ORGANIZATION.id, gone.group.id)).toBe(into.group.id);
    expect(await shortIdOf(gone)).toBe(into.group.id);
    expect(await lookUp(events, ORGANIZATION.id, PROJECT, [gone.hash])).toMatchObject({ groupId: into.group.id });
  }
  const listed = await groups.listByProject(ORGANIZATION.id, PROJECT, { limit: 100 });
  expect(listed.items.map((it) => it.place.groupId)).not.toContain(one.group.id);
  await expect(arrive(events, eventOf({ ...one.group, metadata: {} }, one.group.id, 50))).rejects.toThrow();
});

/** Seven groups, of which six have more grouping keys than one transaction takes. */
async function ofManyKeys() {
  const [into, ...others] = await Promise.all(Array.from({ length: 7 }, () => newGroup(1)));
  for (const { group, hash } of others) {
    for (let n = 1; n < 20; n++) {
      await events.addHashes(ORGANIZATION.id, PROJECT, { groupId: group.id, hash, missing: [`${hash}/${n}`] });
    }
  }
  return [into!, ...others] as const;
}

test("where grouping keys of many are gone meanwhile nothing is merged, and it is not said to be", async () => {
  const [into, ...others] = await ofManyKeys();
  await remove(others.map(({ hash }) => keys.hash(ORGANIZATION.id, PROJECT, hash)));
  expect(await merge(into, ...others)).toBe(false);
  for (const { group } of others) expect(await groups.get(ORGANIZATION.id, group.id)).not.toBeNull();
});

test("also groups with more grouping keys than one transaction takes", async () => {
  const [into, ...others] = await ofManyKeys();
  expect(await merge(into, ...others)).toBe(true);
  for (const { hash } of others) {
    for (const it of [hash, `${hash}/1`, `${hash}/19`]) {
      expect(await lookUp(events, ORGANIZATION.id, PROJECT, [it])).toMatchObject({ groupId: into.group.id });
    }
  }
  const [last, all] = [await newGroup(1), (await groups.get(ORGANIZATION.id, into.group.id))!];
  expect(await merge(last, all)).toBe(true);
  expect(await lookUp(events, ORGANIZATION.id, PROJECT, [`${others[5]?.hash}/19`])).toMatchObject({ groupId: last.group.id });
});

test("an event is with one of the two at any time, and is found by its id where it is", async () => {
  const [into, from] = [await newGroup(1), await newGroup(1)];
  expect(await merge(into, from)).toBe(true);
  const [event] = (await events.list(ORGANIZATION.id, from.group.id, { limit: 1 })).items;
  const disarm = armed("gone", (next, { commandName }) => async (args) => {
    const { TransactItems = [] } = (args as { input: { TransactItems?: { Put?: object }[] } }).input;
    if (commandName === "TransactWriteItemsCommand" && TransactItems.some((it) => it.Put)) throw new Error("The machine is gone");
    return next(args);
  });
  await expect(merges.move(ORGANIZATION.id, from.group.id, into.group.id, 10)).rejects.toThrow();
  disarm();
  expect((await events.list(ORGANIZATION.id, from.group.id, { limit: 10 })).items).toEqual([event]);
  while ((await merges.move(ORGANIZATION.id, from.group.id, into.group.id, 10)) > 0);
  expect((await events.list(ORGANIZATION.id, into.group.id, { limit: 10 })).items).toHaveLength(2);
  expect(await events.find(ORGANIZATION.id, PROJECT, event!.event.id)).toMatchObject({ groupId: into.group.id });
});

test("nothing is merged when one of them has changed, or is gone", async () => {
  const [into, one] = [await newGroup(1), await newGroup(1)];
  await arrive(events, eventOf({ ...one.group }, one.group.id, 7));
  expect(await merge(into, one)).toBe(false);
  const gone = { ...one, group: { ...one.group, id: 99_999 } };
  expect(await merge(into, gone)).toBe(false);
  const stale = { ...into, state: { ...into.state, version: 3 } };
  expect(await merge(stale, (await groups.get(ORGANIZATION.id, one.group.id))!)).toBe(false);
  expect((await groups.get(ORGANIZATION.id, into.group.id))?.group.count).toBe(1);
  expect((await groups.get(ORGANIZATION.id, one.group.id))?.group.count).toBe(2);
});

test("what it has moves step by step, each step as often as it likes; a link that is there already stays one", async () => {
  const [into, from] = [await newGroup(2), await newGroup(3)];
  const { linkByHand } = await import("../support/linked-by-hand.ts");
  const place = (groupId: number, ticketId: string) => ({
    organizationId: ORGANIZATION.id,
    projectId: PROJECT,
    groupId,
    integrationId: 41,
    ticketId,
  });
  for (const [groupId, ticketId] of [
    [from.group.id, "1"],
    [from.group.id, "2"],
    [into.group.id, "2"],
  ] as const)
    await linkByHand(place(groupId, ticketId));
  const { participations } = await import("../../functions/adapters/dynamo/participations.ts");
  await participations.set(ORGANIZATION.id, [from.group.id], { userId: 7, at: 1, subscribed: true });
  // What somebody said of the one that stays is not replaced.
  for (const [group, subscribed] of [
    [from, true],
    [into, false],
  ] as const)
    await participations.set(ORGANIZATION.id, [group.group.id], { userId: 8, at: 1, subscribed });
  expect(await merge(into, from)).toBe(true);
  let moved = 0;
  for (let steps = 0; steps < 20; steps++) {
    const [count] = await Promise.all([1, 2].map(() => merges.move(ORGANIZATION.id, from.group.id, into.group.id, 2)));
    moved += count ?? 0;
    if (count === 0) break;
  }
  expect(moved).toBeGreaterThan(5);
  expect(await queryAll(keys.group(ORGANIZATION.id, from.group.id).pk)).toMatchObject([{ sk: "MERGED" }]);
  const all = await events.list(ORGANIZATION.id, into.group.id, { limit: 10 });
  expect(all.items.map((it) => it.groupId)).toEqual(Array(5).fill(into.group.id));
  expect((await links.byGroup(ORGANIZATION.id, into.group.id)).map((it) => it.ticketId).sort()).toEqual(["1", "2"]);
  for (const ticketId of ["1", "2"]) {
    const { links: left } = await tickets.read({ integrationId: 41, ticketId, provider: "jira_server", externalId: "x" }, [
      ORGANIZATION.id,
    ]);
    expect(left.map((it) => it.groupId)).toEqual([into.group.id]);
  }
  const isLinked = async () =>
    (await groups.complete(ORGANIZATION.id, [{ place: { lastSeen: 0, groupId: into.group.id } }])).map((it) => it.linked);
  expect(await isLinked()).toEqual([true]);
  for (const ticketId of ["1", "2"]) await links.remove(place(into.group.id, ticketId));
  expect(await isLinked()).toEqual([false]);
  expect((await participations.ofGroup(ORGANIZATION.id, into.group.id)).users).toMatchObject([
    { userId: 7, subscribed: true },
    { userId: 8, subscribed: false },
  ]);
});

test("where the other group was merged on meanwhile, what is moved follows", async () => {
  const [last, middle, first] = [await newGroup(1), await newGroup(1), await newGroup(2)];
  expect(await merge(middle, first)).toBe(true);
  expect(await merge(last, (await groups.get(ORGANIZATION.id, middle.group.id))!)).toBe(true);
  expect(await merges.move(ORGANIZATION.id, first.group.id, middle.group.id, 10)).toBeGreaterThanOrEqual(2);
  expect((await events.list(ORGANIZATION.id, last.group.id, { limit: 10 })).items).toHaveLength(3);
  expect((await events.list(ORGANIZATION.id, middle.group.id, { limit: 10 })).items).toHaveLength(1);
});

describe("users and releases", () => {
  const met = (group: GroupWithState, n: number, users: string[], release: string | null = null) => {
    const event = eventOf({ ...group.group, metadata: {} }, group.group.id, n);
    return events.store({ ...arrivalsOf([{ ...event, event: { ...event.event, release } }]), users });
  };
  const fresh = async ({ group }: GroupWithState) => (await groups.get(ORGANIZATION.id, group.id))!;
  const moveAll = async (from: GroupWithState, into: GroupWithState) => {
    while ((await merges.move(ORGANIZATION.id, from.group.id, into.group.id, 10)) > 0);
  };

  test("of both count once each in the other group, which has the first and the last release of all", async () => {
    const [into, one] = [await newGroup(0), await newGroup(0)];
    await met(into, 10, ["ada", "bob"], "b");
    await met(one, 5, ["bob", "eve", "fay"], "a");
    await met(one, 20, [], "c");
    expect(await merge(await fresh(into), await fresh(one))).toBe(true);
    expect((await fresh(into)).group).toMatchObject({ firstRelease: "b", release: "c" });
    await moveAll(one, into);
    expect((await fresh(into)).group.userCount).toBe(4);
    expect(await queryAll(keys.group(ORGANIZATION.id, one.group.id).pk, "USERS")).toEqual([]);
  });

  test("follow a group that was merged itself", async () => {
    const [last, between, first] = [await newGroup(0), await newGroup(0), await newGroup(0)];
    await met(first, 1, ["ada"]);
    expect(await merge(await fresh(between), await fresh(first))).toBe(true);
    expect(await merge(await fresh(last), await fresh(between))).toBe(true);
    await moveAll(first, between);
    expect((await fresh(last)).group.userCount).toBe(1);
  });
});
