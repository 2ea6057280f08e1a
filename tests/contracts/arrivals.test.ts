import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arrivalsOf, KEPT, MOST_USERS } from "../../core/events/arrivals.ts";
import type { Arrivals, NewEvent } from "../../core/events/event.ts";
import { describe as describeEvent } from "../../core/events/title.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { recordCalls } from "../support/calls.ts";
import { aNewGroup } from "../support/owned-project.ts";
import { normalized, RECEIVED_AT } from "../support/sdk-events.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const ORGANIZATION = 11;
let table: TableForTests;
let project = 900;
let serial = 1;
let groupId: number;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(async () => {
  project += 1;
  await table.put({ ...keys.project(ORGANIZATION, project), id: project, slug: `many${project}` });
  ({ groupId } = await events.createGroup(aNewGroup(ORGANIZATION, project, { id: 70_000 + project, hashes: ["h"] })));
});

const anEvent = (offset = 0, fields: object = {}): NewEvent => {
  const timestamp = RECEIVED_AT / 1000 + offset;
  const event = normalized({ event_id: (serial++).toString(16).padStart(32, "0"), message: "m", timestamp, ...fields });
  return { organizationId: ORGANIZATION, projectId: project, groupId, receivedAt: RECEIVED_AT, event, ...describeEvent(event) };
};
const some = (count: number) => Array.from({ length: count }, (_, n) => anEvent(n / 100));
const metBy = (...users: string[]): Arrivals => ({ ...arrivalsOf([anEvent()]), users });
const group = async () => (await groups.get(ORGANIZATION, groupId))!.group;
const counted = async (since = 0, enough = 10_000) => events.countSince(ORGANIZATION, groupId, since, enough);

describe("events that come together", () => {
  test("are one transaction, also a thousand of them; the newest says how the group looks", async () => {
    const all = [...some(999), anEvent(50, { message: "newest", level: "fatal" })];
    const { calls, stop } = recordCalls();
    expect(await events.store(arrivalsOf(all))).toEqual([]);
    stop();
    // Each item is below a kilobyte, but what is left of 990 events, eight bytes each.
    expect(calls.map((it) => [it.command, it.writeUnits])).toEqual([
      ["BatchGetItemCommand", 0],
      ["TransactWriteItemsCommand", 2 * (2 * KEPT + 1 + 8)],
    ]);
    expect(await group()).toMatchObject({ count: 1_000, title: "newest", level: "fatal", lastSeen: RECEIVED_AT + 50_000 });
    expect((await events.list(ORGANIZATION, groupId, { limit: 100 })).items.map((it) => it.event.id)).toEqual(
      arrivalsOf(all).kept.map((it) => it.event.id),
    );
  });

  test("are not written where one of those to be kept is there, which is said", async () => {
    const [first, second, ...others] = some(5) as [NewEvent, NewEvent, ...NewEvent[]];
    await events.store(arrivalsOf([first, second]));
    expect((await events.store(arrivalsOf([first, ...others, second]))).sort()).toEqual([first.event.id, second.event.id]);
    expect((await group()).count).toBe(2);
    expect(await events.store(arrivalsOf(others))).toEqual([]);
    expect((await group()).count).toBe(5);
  });

  test("are not written where one that is only counted was counted meanwhile, which is said", async () => {
    const all = some(KEPT + 2);
    await events.store(arrivalsOf(all));
    const [counted] = arrivalsOf(all).others;
    const later = { ...arrivalsOf([anEvent(1)]), others: [counted!] };
    expect(await events.store(later)).toEqual([counted!.id]);
    expect((await group()).count).toBe(KEPT + 2);
  });

  test("count since a time, also those that are not kept", async () => {
    await events.store(arrivalsOf([...some(25)]));
    await events.store(arrivalsOf([anEvent(-60)]));
    expect([await counted(), await counted(0, 20), await counted(RECEIVED_AT)]).toEqual([26, 20, 25]);
  });

  test("lose nothing to each other where several batches are stored at once", async () => {
    const batches = Array.from({ length: 6 }, () => some(12));
    await Promise.all(batches.map((it) => events.store(arrivalsOf(it))));
    expect([(await group()).count, await counted()]).toEqual([72, 72]);
  });
});

describe("users", () => {
  test("count once each, in whatever batches they come", async () => {
    await events.store(metBy("ada", "bob"));
    await events.store(metBy("bob", "eve"));
    await events.store(metBy());
    expect((await group()).userCount).toBe(3);
  });

  test("count right where several batches are stored at once", async () => {
    await Promise.all(Array.from({ length: 6 }, (_, n) => events.store(metBy(`u${n}`, `u${n + 1}`, "all"))));
    expect((await group()).userCount).toBe(8);
  });

  test("are counted up to a thousand", async () => {
    const many = (from: number, count: number) => Array.from({ length: count }, (_, n) => `u${from + n}`);
    await events.store(metBy(...many(0, MOST_USERS - 2)));
    await events.store(metBy(...many(MOST_USERS, 5)));
    await events.store(metBy(...many(2 * MOST_USERS, 5)));
    expect((await group()).userCount).toBe(MOST_USERS);
  });
});

describe("releases", () => {
  const of = (offset: number, release?: string) => arrivalsOf([anEvent(offset, { release })]);

  test("the first is that of the first event to name one, the last that of the newest that did", async () => {
    await events.store(of(1));
    expect(await group()).toMatchObject({ firstRelease: null, release: null });
    await events.store(of(2, "a"));
    await events.store(of(4, "c"));
    await events.store(of(3, "b"));
    await events.store(of(5));
    expect(await group()).toMatchObject({ firstRelease: "a", release: "c" });
  });

  test("are those that a group begins with", async () => {
    const { shortId: _, count: _c, userCount: _u, firstRelease: _f, ...looks } = await group();
    const made = await events.createGroup({ ...looks, id: 80_000 + project, hashes: ["other"], release: "a" });
    expect((await groups.get(ORGANIZATION, made.groupId))?.group).toMatchObject({ firstRelease: "a", release: "a" });
  });
});
