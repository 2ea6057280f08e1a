import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Wish, wished, withUser } from "../../core/issues/participation.ts";
import type { Participations } from "../../core/issues/ports.ts";
import { aGroup, aMember, ORGANIZATION } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
let participations: Participations;
beforeAll(async () => {
  table = await startTable();
  participations = (await import("../../functions/adapters/dynamo/participations.ts")).participations;
});
afterAll(() => table.stop());

let next = 100;
beforeEach(() => void next++);
async function newIssues(count: number): Promise<number[]> {
  const { groupItem, stateItem } = await import("../../functions/adapters/dynamo/group-items.ts");
  const ids = Array.from({ length: count }, () => next++);
  for (const { group, state } of ids.map((id) => aGroup(id))) await table.put(groupItem(group), stateItem(group, state));
  return ids;
}

test("nobody has anything to do with a new issue", async () => {
  const [id = 0] = await newIssues(1);
  expect(await participations.ofGroup(ORGANIZATION.id, id)).toEqual({ assigned: [], users: [] });
  expect(await participations.ofUser(ORGANIZATION.id, [id], 7)).toEqual(new Map([[id, { assigned: [], users: [] }]]));
});

test("whoever takes part in an issue hears of it from then on, but for those who said that they do not want to", async () => {
  const [groupId = 0] = await newIssues(1);
  const { groups } = await import("../../functions/adapters/dynamo/groups.ts");
  await participations.set(ORGANIZATION.id, [groupId], { userId: 8, at: 1, subscribed: false });
  for (const [expected, userId] of [7, 8].entries()) {
    const ref = { organizationId: ORGANIZATION.id, projectId: 21, groupId };
    const version = expected + 1;
    const activity = { ...ref, version, type: "note", data: {}, origin: { kind: "system" }, sourceTime: 1, createdAt: 1 } as const;
    const after = { ...aGroup(groupId).state, version };
    const change = { ref, expected, set: {}, activity: { ...activity, after }, subscribes: { userId, reason: "comment" } as const };
    expect(await groups.commit([change])).toEqual({ outcome: "committed" });
  }
  const { users } = await participations.ofGroup(ORGANIZATION.id, groupId);
  expect(users.map(({ userId, subscribed }) => [userId, subscribed])).toEqual([
    [7, true],
    [8, false],
  ]);
});

test.each<[string, Wish]>([
  ["subscribes", { userId: 7, at: 10, subscribed: true }],
  ["unsubscribes", { userId: 7, at: 10, subscribed: false }],
  ["bookmarks, and is subscribed by it", { userId: 7, at: 10, bookmarked: true }],
  ["has seen", { userId: 7, at: 10, seen: true }],
  ["has not seen", { userId: 7, at: 10, seen: false, bookmarked: false }],
])("what is stored is what is shown at once: %s", async (_, wish) => {
  const [id = 0] = await newIssues(1);
  await participations.set(ORGANIZATION.id, [id], wish);
  const { assigned, users } = await participations.ofGroup(ORGANIZATION.id, id);
  expect({ assigned, users }).toEqual(withUser({ assigned: [], users: [] }, 7, wished(wish)));
});

test("a hundred and twenty issues at once; a newer wish stays, an issue that is gone is left out, others are set", async () => {
  const ids = await newIssues(120);
  const [first = 0, second = 0] = ids;
  await participations.set(ORGANIZATION.id, [first], { userId: 7, at: 20, subscribed: false });
  await participations.set(ORGANIZATION.id, [...ids, 9_999_999], { userId: 7, at: 10, subscribed: true });
  const found = await participations.ofUser(ORGANIZATION.id, [...ids, 9_999_999], 7);
  expect(found.get(first)?.users[0]?.subscribed).toBe(false);
  expect(found.get(second)?.users[0]?.subscribed).toBe(true);
  expect(found.get(9_999_999)?.users).toEqual([]);
  expect([...found.values()].filter((it) => it.users[0]?.subscribed)).toHaveLength(119);
});

test("another organization's issue of the same id is another issue", async () => {
  const [id = 0] = await newIssues(1);
  await participations.set(ORGANIZATION.id, [id], { userId: 7, at: 10, bookmarked: true });
  await participations.set(12, [id], { userId: 7, at: 10, bookmarked: true });
  expect((await participations.ofGroup(12, id)).users).toEqual([]);
});

test("an issue is read for an update with its owner to be and the user's part, in one request", async () => {
  const { keys } = await import("../../functions/adapters/dynamo/keys.ts");
  const { readForUpdate } = await import("../../functions/adapters/dynamo/read-for-update.ts");
  const [id = 0] = await newIssues(1);
  await table.put({ ...keys.member(ORGANIZATION.id, 8), ...aMember(8, "bob") });
  await participations.set(ORGANIZATION.id, [id], { userId: 7, at: 10, seen: true });
  const read = await readForUpdate(ORGANIZATION.id, id, 7, { type: "user", id: 8 });
  expect(read).toMatchObject({
    issue: { group: { id } },
    participants: { users: [{ seenAt: 10 }] },
    member: { username: "bob" },
    team: null,
  });
  expect(await readForUpdate(ORGANIZATION.id, id, 7, { type: "team", id: 8 })).toMatchObject({ member: null, team: null });
  expect(await readForUpdate(12, id, 7, null)).toBeNull();
});
