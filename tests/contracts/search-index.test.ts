import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tag } from "../../core/events/searched-tags.ts";
import { groupItem, stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { searchIndex } from "../../functions/adapters/dynamo/search-index.ts";
import { recordCalls } from "../support/calls.ts";
import { aGroup } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const HOUR = 3_600_000;
const requestsOf = async (work: () => Promise<void>) => {
  const { calls, stop } = recordCalls();
  await work().finally(stop);
  return calls.map((it) => it.command);
};
let next = 100;
async function newGroup(projectId = 21) {
  next += 1;
  const { group, state } = aGroup(next, { projectId });
  await table.put(groupItem(group), stateItem(group, state));
  return { organizationId: 11, projectId, groupId: group.id };
}
const found = async (projectId: number, [key, value]: Tag) =>
  (await groups.listByProject(11, projectId, { index: { by: "tag", key, value }, limit: 500 })).items.map((it) => it.place.groupId);
const valuesOf = async (groupId: number, key: string) => {
  const [whole] = await groups.complete(11, [{ place: { lastSeen: 0, groupId } }], [key]);
  return [...(whole?.tags.get(key) ?? [])].sort();
};

test("an issue is found by each of its tags, in the order of the hour", async () => {
  const [one, two] = [await newGroup(31), await newGroup(31)];
  await searchIndex.saw(one, [["browser", "Firefox 128"]], HOUR);
  await searchIndex.saw(two, [["browser", "Firefox 128"]], 2 * HOUR);
  expect(await found(31, ["browser", "Firefox 128"])).toEqual([two.groupId, one.groupId]);
  await searchIndex.saw(one, [["browser", "Firefox 128"]], 3 * HOUR + 5);
  expect(await found(31, ["browser", "Firefox 128"])).toEqual([one.groupId, two.groupId]);
  expect(await found(31, ["browser", "firefox 128"])).toEqual([]);
  expect(await found(32, ["browser", "Firefox 128"])).toEqual([]);
  expect(await valuesOf(one.groupId, "browser")).toEqual(["Firefox 128"]);
  expect(await valuesOf(one.groupId, "")).toEqual(["browser"]);
});

test("what is known costs nothing for the rest of the hour", async () => {
  const group = await newGroup();
  const tags: Tag[] = Array.from({ length: 60 }, (_, n) => [`key${n}`, "value"]);
  expect(await requestsOf(() => searchIndex.saw(group, tags, HOUR))).toEqual([
    "BatchGetItemCommand",
    "TransactWriteItemsCommand",
    "TransactWriteItemsCommand",
  ]);
  expect(await requestsOf(() => searchIndex.saw(group, tags, HOUR + 3_599_999))).toEqual([]);
  expect(await found(21, ["key59", "value"])).toEqual([group.groupId]);
});

test("a hundred values of a key and a hundred keys, the first ones", async () => {
  const group = await newGroup(41);
  for (let batch = 0; batch < 3; batch++) {
    const users = Array.from({ length: 45 }, (_, n): Tag => ["user.id", String(batch * 45 + n)]);
    const keys = Array.from({ length: 45 }, (_, n): Tag => [`key${batch * 45 + n}`, "x"]);
    await searchIndex.saw(group, [...users, ...keys], HOUR);
  }
  expect(await valuesOf(group.groupId, "user.id")).toHaveLength(100);
  expect(await valuesOf(group.groupId, "")).toHaveLength(100);
  expect(await found(41, ["user.id", "99"])).toEqual([group.groupId]);
  expect(await found(41, ["user.id", "100"])).toEqual([]);
});

test("the texts of errors are in no index; a hundred are kept to filter by, and then they cost nothing more", async () => {
  const group = await newGroup(61);
  const values = (from: number, count: number) => Array.from({ length: count }, (_, n): Tag => ["error.value", `No card for ${from + n}`]);
  await searchIndex.saw(group, values(0, 60), HOUR);
  expect(await found(61, ["error.value", "No card for 7"])).toEqual([]);
  expect(await requestsOf(() => searchIndex.saw(group, values(0, 60), 2 * HOUR))).toEqual(["BatchGetItemCommand"]);
  expect(await valuesOf(group.groupId, "error.value")).toHaveLength(60);
  await searchIndex.saw(group, values(60, 60), 2 * HOUR);
  expect(await valuesOf(group.groupId, "error.value")).toHaveLength(100);
  expect(await requestsOf(() => searchIndex.saw(group, values(200, 5), 3 * HOUR))).toEqual([]);
});

test("nothing is left of what is seen in a group that is gone", async () => {
  await searchIndex.saw({ organizationId: 11, projectId: 51, groupId: 999_999 }, [["browser", "Firefox"]], HOUR);
  expect(await found(51, ["browser", "Firefox"])).toEqual([]);
});
