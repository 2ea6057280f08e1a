import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arrivalsOf } from "../../core/events/arrivals.ts";
import type { NewEvent, NewGroup } from "../../core/events/event.ts";
import type { Events } from "../../core/events/ports.ts";
import { describe as describeEvent } from "../../core/events/title.ts";
import type { Escalations } from "../../core/issues/ports.ts";
import { escalations } from "../../functions/adapters/dynamo/escalations.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { arrive, lookUp } from "../support/arriving.ts";
import { fakeEscalations } from "../support/fake-escalations.ts";
import { fakeEvents } from "../support/fake-events.ts";
import { aNewGroup } from "../support/owned-project.ts";
import { normalized, RECEIVED_AT } from "../support/sdk-events.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter; what only a store has is in events.test.ts. */
const ORGANIZATION = 11;
let table: TableForTests;
let project = 700;
let serial = 5_000;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(async () => {
  project += 1;
  await table.put({ ...keys.project(ORGANIZATION, project), id: project, slug: `fake${project}` });
});

const aGroup = (hash: string | string[], id = ++serial): NewGroup => aNewGroup(ORGANIZATION, project, { id, hashes: [hash].flat() });
const groupOf = async (port: Events, hash: string, at: [number, number] = [ORGANIZATION, project]) =>
  (await lookUp(port, ...at, [hash]))?.groupId ?? null;

const anEvent = (groupId: number, n: number, offset = 0): NewEvent => {
  const timestamp = RECEIVED_AT / 1000 + offset;
  const event = normalized({ event_id: n.toString(16).padStart(32, "0"), message: `message ${n}`, timestamp });
  return { organizationId: ORGANIZATION, projectId: project, groupId, receivedAt: RECEIVED_AT, event, ...describeEvent(event) };
};
const numbersOf = (items: readonly NewEvent[]) => items.map((it) => Number(it.event.id));

/** Twelve events, ten of them kept. */
const crowd = (groupId: number, from: number) => arrivalsOf(Array.from({ length: 12 }, (_, n) => anEvent(groupId, from + n, n)));

describe.each<[string, () => Events]>([
  ["fake", () => fakeEvents().port],
  ["DynamoDB", () => events],
])("events (%s)", (_, make) => {
  test("what is counted only is counted once as it came; with any of it nothing is written", async () => {
    const port = make();
    const { groupId } = await port.createGroup(aGroup("crowd"));
    const first = crowd(groupId, 100);
    const ids = first.others.map((it) => it.id);
    expect(await port.store(first)).toEqual([]);
    const count = () => port.countSince(ORGANIZATION, groupId, RECEIVED_AT, 100);
    const next = crowd(groupId, 200);
    expect((await port.store({ ...next, others: [...next.others, ...first.others] })).toSorted()).toEqual(ids.toSorted());
    expect([ids.length, await count()]).toEqual([2, 12]);
    const kept = { id: first.kept[3]!.event.id, receivedAt: 0 };
    const asked = [...first.others, kept, ...next.others];
    expect([...(await port.counted(ORGANIZATION, project, asked))].toSorted()).toEqual([...ids, kept.id].toSorted());
    const later = first.others.map((it) => ({ ...it, receivedAt: it.receivedAt + 1_000 }));
    expect(await port.counted(ORGANIZATION, project, later)).toEqual(new Set());
    expect(await port.counted(ORGANIZATION, project + 1, asked)).toEqual(new Set());
    expect([await port.store(next), await count()]).toEqual([[], 24]);
  });

  test("the event before and after one, the ends, and nothing beyond them; a place between two does", async () => {
    const port = make();
    const { groupId } = await port.createGroup(aGroup("beside"));
    for (const n of [1, 2, 3]) await arrive(port, anEvent(groupId, n, n * 10));
    const beside = async (n: number | null, way: "older" | "newer", offset = (n ?? 0) * 10) => {
      const from = n === null ? null : anEvent(groupId, n, offset).event;
      const found = await port.beside(ORGANIZATION, groupId, from && { timestamp: from.timestamp, id: from.id }, way);
      return found && Number(found.event.id);
    };
    expect(await Promise.all([beside(2, "older"), beside(2, "newer"), beside(null, "older"), beside(null, "newer")])).toEqual([1, 3, 3, 1]);
    expect(await Promise.all([beside(1, "older"), beside(3, "newer")])).toEqual([null, null]);
    expect(await port.beside(ORGANIZATION + 1, groupId, null, "older")).toBeNull();
  });

  test("a group is found by its grouping key, in its project alone; whoever comes second gets the first", async () => {
    const port = make();
    const group = aGroup("h");
    expect(await groupOf(port, "h")).toBeNull();
    expect(await port.createGroup(group)).toEqual({ groupId: group.id, created: true });
    expect(await port.createGroup(aGroup("h"))).toEqual({ groupId: group.id, created: false });
    expect(await groupOf(port, "h")).toBe(group.id);
    for (const at of [
      [ORGANIZATION, project + 1],
      [ORGANIZATION + 1, project],
    ] as [number, number][])
      expect(await groupOf(port, "h", at)).toBeNull();
  });

  test("a group is found by any of its keys, the first of an event's counts most; what leads nowhere yet is told, and can be added", async () => {
    const port = make();
    const [one, two] = [aGroup(["app", "all"]), aGroup("other")];
    for (const group of [one, two]) await port.createGroup(group);
    const known = (...hashes: string[]) => lookUp(port, ORGANIZATION, project, hashes);
    expect(await known("new", "all")).toEqual({ groupId: one.id, hash: "all", missing: ["new"] });
    expect([(await known("other", "app"))?.groupId, (await known("app", "other"))?.groupId]).toEqual([two.id, one.id]);
    await port.addHashes(ORGANIZATION, project, { groupId: one.id, hash: "all", missing: ["new"] });
    expect(await known("new", "all")).toEqual({ groupId: one.id, hash: "new", missing: [] });
    expect(await port.createGroup(aGroup(["newer", "new"]))).toEqual({ groupId: one.id, created: false });
  });

  test("an id that was given out is refused", async () => {
    const port = make();
    const group = aGroup("h");
    await port.createGroup(group);
    await expect(port.createGroup(aGroup("other", group.id))).rejects.toMatchObject({ status: 503, retry: 1 });
    expect(await groupOf(port, "other")).toBeNull();
  });

  test("an event is stored once, and comes back as it was; none is stored for a group that is not there", async () => {
    const port = make();
    const { groupId } = await port.createGroup(aGroup("h"));
    const event = anEvent(groupId, 1);
    expect([await arrive(port, event), await arrive(port, event)]).toEqual([true, false]);
    const { id, timestamp } = event.event;
    const found = [
      await port.get(ORGANIZATION, groupId, timestamp, id),
      await port.find(ORGANIZATION, project, id),
      await port.latest(ORGANIZATION, groupId),
    ];
    expect(found).toEqual([event, event, event]);
    expect(await port.groupOf(ORGANIZATION, [project + 1, project], id)).toBe(groupId);
    expect([await port.groupOf(ORGANIZATION, [project + 1], id), await port.groupOf(ORGANIZATION + 1, [project], id)]).toEqual([
      null,
      null,
    ]);
    const elsewhere = [
      port.get(ORGANIZATION, groupId, timestamp + 1, id),
      port.get(ORGANIZATION + 1, groupId, timestamp, id),
      port.get(ORGANIZATION, groupId + 1_000, timestamp, id),
      port.find(ORGANIZATION, project + 1, id),
      port.latest(ORGANIZATION + 1, groupId),
    ];
    expect(await Promise.all(elsewhere)).toEqual(Array(5).fill(null));
    await expect(arrive(port, anEvent(9_999_999, 2))).rejects.toMatchObject({ status: 404 });
    expect(await port.find(ORGANIZATION, project, anEvent(9_999_999, 2).event.id)).toBeNull();
  });

  test("lists are newest first, of a group or of a project, page by page", async () => {
    const port = make();
    const [one, two] = [await port.createGroup(aGroup("one")), await port.createGroup(aGroup("two"))];
    for (const n of [2, 1, 4, 3]) await arrive(port, anEvent(n === 3 ? two.groupId : one.groupId, n, n));
    expect(numbersOf((await port.list(ORGANIZATION, one.groupId, { limit: 10 })).items)).toEqual([4, 2, 1]);
    const first = await port.listByProject(ORGANIZATION, project, { limit: 3 });
    const rest = await port.listByProject(ORGANIZATION, project, { limit: 3, cursor: first.next ?? undefined });
    expect([numbersOf(first.items), numbersOf(rest.items), rest.next]).toEqual([[4, 3, 2], [1], null]);
  });

  test("events since a time are counted, that time included, no further than is enough", async () => {
    const port = make();
    const { groupId } = await port.createGroup(aGroup("h"));
    for (let n = 1; n <= 4; n++) await arrive(port, anEvent(groupId, n, n));
    const since = anEvent(groupId, 2, 2).event.timestamp;
    const count = (enough: number) => port.countSince(ORGANIZATION, groupId, since, enough);
    expect([await count(10), await count(2), await port.countSince(ORGANIZATION + 1, groupId, since, 10)]).toEqual([3, 2, 0]);
  });

  test("the busiest hour of the clock is found, with what is only counted, of that time alone", async () => {
    const port = make();
    const { groupId } = await port.createGroup(aGroup("h"));
    /** The one before: errors of times to come count as of when they came. */
    const hour = -3600 - ((RECEIVED_AT / 1000) % 3600);
    for (const [n, at] of [hour - 2, hour - 1, hour, hour + 3599].entries()) await arrive(port, anEvent(groupId, 90 + n, at));
    await port.store(crowd(groupId, 200));
    const busiest = (from: number, to: number, organizationId = ORGANIZATION) =>
      port.busiestHour(organizationId, groupId, RECEIVED_AT + 1000 * from, RECEIVED_AT + 1000 * to);
    expect([await busiest(-9000, 9000), await busiest(-9000, hour + 3600), await busiest(hour, hour + 3599)]).toEqual([12, 2, 1]);
    expect([await busiest(9000, 9999), await busiest(-9000, 9000, ORGANIZATION + 1)]).toEqual([0, 0]);
  });
});

describe.each([
  ["fake", (): Escalations => fakeEscalations().port],
  ["DynamoDB", (): Escalations => escalations],
])("what is watched (%s)", (_, make) => {
  test("is what was put last, in its organization", async () => {
    const port = make();
    const { groupId } = await events.createGroup(aGroup("watched"));
    const ref = { organizationId: ORGANIZATION, projectId: project, groupId };
    expect(await port.find(ORGANIZATION, groupId)).toBeNull();
    const watch = { since: 1, most: 10, hour: 2, counted: 3 };
    await port.put(ref, { ...watch, most: 9 });
    await port.put(ref, watch);
    expect([await port.find(ORGANIZATION, groupId), await port.find(ORGANIZATION + 1, groupId)]).toEqual([watch, null]);
  });
});

test("nothing is watched of a group that is gone", async () => {
  await escalations.put({ organizationId: ORGANIZATION, projectId: project, groupId: 1 }, { since: 1, most: 10, hour: 2, counted: 3 });
  expect(await escalations.find(ORGANIZATION, 1)).toBeNull();
});
