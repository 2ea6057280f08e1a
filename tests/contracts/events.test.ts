import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { NewEvent, NewGroup, StoredEvent } from "../../core/events/event.ts";
import { NEW_GROUP_STATE } from "../../core/events/new-group.ts";
import { describe as describeEvent } from "../../core/events/title.ts";
import { dayOf } from "../../core/issues/days.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { arrive, lookUp } from "../support/arriving.ts";
import { aNewGroup } from "../support/owned-project.ts";
import { frame, normalized, RECEIVED_AT, thrown } from "../support/sdk-events.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const ORGANIZATION = 11;
let table: TableForTests;
let project = 100;
let nextId = 1_000;

beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(() => addProject(`web${++project}`));

const addProject = (slug: string, id = project) => table.put({ ...keys.project(ORGANIZATION, id), id, slug });

const aGroup = (fields: Partial<NewGroup> = {}): NewGroup => aNewGroup(ORGANIZATION, project, { id: nextId++, hashes: ["h"], ...fields });

const anEvent = (groupId: number, n: number, fields: object = {}): NewEvent => {
  const event = normalized({ event_id: n.toString(16).padStart(32, "0"), message: `message ${n}`, ...fields });
  return { organizationId: ORGANIZATION, projectId: project, groupId, receivedAt: RECEIVED_AT, event, ...describeEvent(event) };
};
const groupOf = async (hash: string) => (await lookUp(events, ORGANIZATION, project, [hash]))?.groupId ?? null;
const seconds = (offset: number) => ({ timestamp: RECEIVED_AT / 1000 + offset });

describe("createGroup", () => {
  test("makes a group with its state, found by hash and by short id", async () => {
    const { hashes, ...group } = aGroup({ title: "first", hashes: ["h", "all"] });
    expect(await groupOf("h")).toBeNull();
    expect(await events.createGroup({ ...group, hashes })).toEqual({ groupId: group.id, created: true });
    const shortId = `WEB${project}-1`;
    expect(await groups.get(ORGANIZATION, group.id)).toEqual({
      group: { ...group, shortId, count: 0, userCount: 0, firstRelease: null },
      state: NEW_GROUP_STATE,
    });
    for (const hash of hashes) expect(await groupOf(hash)).toBe(group.id);
    expect(await groups.byShortId(ORGANIZATION, shortId.toLowerCase())).toBe(group.id);
    expect(await lookUp(events, ORGANIZATION, project + 1, hashes)).toBeNull();
    expect(await lookUp(events, ORGANIZATION + 1, project, hashes)).toBeNull();
  });

  test("of many at once one wins, and the others learn which", async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => events.createGroup(aGroup())));
    expect(new Set(results.map((it) => it.groupId)).size).toBe(1);
    expect(results.filter((it) => it.created)).toHaveLength(1);
    expect((await groups.listByProject(ORGANIZATION, project, { limit: 10 })).items).toHaveLength(1);
  });

  test("short ids count up, and leap over those that a slug had before", async () => {
    for (const hash of ["a", "b"]) await events.createGroup(aGroup({ hashes: [hash] }));
    const slug = `web${project}`;
    await addProject(slug, ++project);
    const { groupId } = await events.createGroup(aGroup({ hashes: ["c"] }));
    expect((await groups.get(ORGANIZATION, groupId))?.group.shortId).toBe(`${slug.toUpperCase()}-11`);
  });

  test("an id that was given out before is refused, and nothing is left of the attempt", async () => {
    const first = aGroup({ title: "kept" });
    await events.createGroup(first);
    await expect(events.createGroup(aGroup({ id: first.id, hashes: ["other"] }))).rejects.toMatchObject({ status: 503, retry: 1 });
    expect(await groupOf("other")).toBeNull();
    expect((await groups.get(ORGANIZATION, first.id))?.group.title).toBe("kept");
  });

  test("a project that is gone gets no group", async () => {
    await expect(events.createGroup(aGroup({ projectId: 9_999 }))).rejects.toMatchObject({ status: 404 });
  });
});

describe("store", () => {
  let groupId: number;
  beforeEach(async () => {
    ({ groupId } = await events.createGroup(aGroup()));
  });
  const group = async () => (await groups.get(ORGANIZATION, groupId))?.group;

  test("counts an event once however often it is sent, also without a time of its own", async () => {
    const event = anEvent(groupId, 1);
    expect(await arrive(events, event)).toBe(true);
    const again = { ...event, receivedAt: RECEIVED_AT + 5, event: { ...event.event, timestamp: RECEIVED_AT + 5 } };
    expect(await Promise.all([event, again, event].map((it) => arrive(events, it)))).toEqual([false, false, false]);
    expect((await group())?.count).toBe(1);
    expect((await events.list(ORGANIZATION, groupId, { limit: 10 })).items).toHaveLength(1);
  });

  test("the newest says how the group looks, an older one only counts", async () => {
    await arrive(events, anEvent(groupId, 1, { ...seconds(10), level: "fatal", message: "newest" }));
    await arrive(events, anEvent(groupId, 2, { ...seconds(-10), level: "debug", message: "older" }));
    expect(await group()).toMatchObject({
      title: "newest",
      level: "fatal",
      count: 2,
      lastSeen: RECEIVED_AT + 10_000,
      firstSeen: RECEIVED_AT,
    });
    expect((await events.latest(ORGANIZATION, groupId))?.event.message).toBe("newest");
  });

  test("none of many at once is lost", async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => arrive(events, anEvent(groupId, n, seconds(n % 3)))));
    expect(results).toEqual(Array(10).fill(true));
    expect((await group())?.count).toBe(10);
  });

  test("counts by day, two weeks back, for whoever reads the group or lists it; what came on another day does not count today", async () => {
    const [today, day] = [dayOf(RECEIVED_AT), 86_400_000];
    const on = (n: number, days: number) => ({ ...anEvent(groupId, n, seconds(n)), receivedAt: RECEIVED_AT + days * day });
    for (const [n, days] of [0, 0, 1, 13].entries()) await arrive(events, on(n, days));
    const listed = async () => (await groups.listByProject(ORGANIZATION, project, { limit: 1 })).items[0]?.group?.days;
    expect((await group())?.days).toEqual({ [today]: 2, [today + 1]: 1, [today + 13]: 1 });
    expect(await listed()).toEqual((await group())?.days);
    await arrive(events, on(4, 14));
    expect((await group())?.days).toEqual({ [today + 1]: 1, [today + 13]: 1, [today + 14]: 1 });
    await arrive(events, on(5, 40));
    expect((await group())?.days).toEqual({ [today + 40]: 1 });
    expect((await group())?.count).toBe(6);
  });

  test("the group moves up in its project", async () => {
    const other = await events.createGroup(aGroup({ hashes: ["other"], lastSeen: RECEIVED_AT + 1000 }));
    const order = async () => (await groups.listByProject(ORGANIZATION, project, { limit: 10 })).items.map((it) => it.place.groupId);
    expect(await order()).toEqual([other.groupId, groupId]);
    await arrive(events, anEvent(groupId, 1, seconds(30)));
    expect(await order()).toEqual([groupId, other.groupId]);
  });

  test("goes away after 90 days", async () => {
    await arrive(events, anEvent(groupId, 1));
    const items = [
      ...(await queryAll(keys.group(ORGANIZATION, groupId).pk, "EVENT#")),
      ...(await queryAll(keys.hash(ORGANIZATION, project, "").pk, "EVENT_ID#")),
    ];
    expect(items.map((it) => it.expiresAt)).toEqual(Array(2).fill(RECEIVED_AT / 1000 + 90 * 86_400));
  });

  test("a group that is gone gets no event", async () => {
    await expect(arrive(events, anEvent(9_999_999, 1))).rejects.toMatchObject({ status: 404 });
    expect(await queryAll(keys.group(ORGANIZATION, 9_999_999).pk)).toEqual([]);
  });
});

describe("reading", () => {
  let groupId: number;
  beforeEach(async () => {
    ({ groupId } = await events.createGroup(aGroup()));
    for (let n = 1; n <= 5; n++) await arrive(events, anEvent(groupId, n, { ...seconds(n), tags: { n } }));
  });
  const numbers = (items: StoredEvent[]) => items.map((it) => Number(it.event.id));

  test("an event comes back as it was stored", async () => {
    const frames = [frame("pay", { context_line: "  pay()", colno: 2 }), frame("lib", { in_app: false, module: "lib" }), {}];
    const whole = anEvent(groupId, 6, { ...seconds(6), exception: [thrown("E", "v", frames)] });
    await arrive(events, whole);
    expect(await events.find(ORGANIZATION, project, whole.event.id)).toEqual(whole);
  });

  test("the latest is the newest", async () => {
    expect(await events.latest(ORGANIZATION, groupId)).toEqual(anEvent(groupId, 5, { ...seconds(5), tags: { n: 5 } }));
    expect(await events.latest(ORGANIZATION + 1, groupId)).toBeNull();
  });

  test("pages are newest first and end", async () => {
    const pages: number[][] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await events.list(ORGANIZATION, groupId, { limit: 2, cursor });
      pages.push(numbers(items));
      cursor = next ?? undefined;
    } while (cursor);
    expect(pages.flat()).toEqual([5, 4, 3, 2, 1]);
  });

  test("a project's events are those of all its groups", async () => {
    const other = await events.createGroup(aGroup({ hashes: ["other"] }));
    await arrive(events, anEvent(other.groupId, 9, seconds(2.5)));
    const first = await events.listByProject(ORGANIZATION, project, { limit: 4 });
    const rest = await events.listByProject(ORGANIZATION, project, { limit: 4, cursor: first.next ?? undefined });
    expect(numbers([...first.items, ...rest.items])).toEqual([5, 4, 3, 9, 2, 1]);
    expect(first.items[0]).toEqual(anEvent(groupId, 5, { ...seconds(5), tags: { n: 5 } }));
  });

  test("a cursor leads nowhere else", async () => {
    const { next } = await events.list(ORGANIZATION, groupId, { limit: 2 });
    const elsewhere = await events.list(ORGANIZATION + 1, groupId, { limit: 2, cursor: next ?? undefined });
    expect(elsewhere).toEqual({ items: [], next: null });
    const { next: indexed } = await events.listByProject(ORGANIZATION, project, { limit: 2 });
    for (const cursor of [indexed ?? "", "%%%", "e30", Buffer.from("[1]").toString("base64url")]) {
      await expect(events.list(ORGANIZATION, groupId, { limit: 2, cursor })).rejects.toMatchObject({ status: 400 });
    }
    await expect(events.listByProject(ORGANIZATION + 1, project, { limit: 2, cursor: indexed ?? "" })).rejects.toMatchObject({
      status: 400,
    });
  });
});
