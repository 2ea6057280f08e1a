import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Invalid, NotFound } from "../../core/errors.ts";
import type { GroupOwners } from "../../core/issues/ports.ts";
import { NO_OWNERSHIP, OWN_RULES } from "../../core/ownership/ownership.ts";
import { groupItem } from "../../functions/adapters/dynamo/group-items.ts";
import { groupOwners } from "../../functions/adapters/dynamo/group-owners.ts";
import { invalidations } from "../../functions/adapters/dynamo/invalidations.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { ownerships } from "../../functions/adapters/dynamo/ownerships.ts";
import { recentGroups } from "../../functions/adapters/dynamo/recent-groups.ts";
import { fakeGroupOwners } from "../support/fake-group-owners.ts";
import { aGroup } from "../support/fakes.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  await table.put(
    { ...keys.project(11, 21), id: 21, slug: "web" },
    { ...keys.project(11, 22), id: 22, slug: "going", deletedAt: 1 },
    ...[1, 2, 3].map((id) => groupItem(aGroup(id).group)),
  );
});
afterAll(() => table.stop());

const settings = { fallthrough: true, autoAssignment: true, suspectCommitterAutoAssignment: false, codeownersAutoSync: true };
const rules = (content: string | null, id = OWN_RULES, at = 100) => ({ settings, at, file: { id, content } });
const texts = async () => (await queryAll(keys.ownership(11, 21).pk, "RULES#")).map((it) => it.sk);

describe("ownerships", () => {
  test("where nothing was saved; saved; replaced, with nothing of the old text left; removed", async () => {
    const nothing = await ownerships.get(11, 21);
    expect(nothing).toEqual(NO_OWNERSHIP);
    const first = await ownerships.save(11, 21, nothing, rules("path:* #core"));
    expect(first).toMatchObject({ version: 1, createdAt: 100, updatedAt: 100, files: [{ id: 0, version: 1, createdAt: 100 }] });
    expect(await ownerships.get(11, 21)).toEqual(first);
    expect(await ownerships.content(11, 21, first!, OWN_RULES)).toBe("path:* #core");

    const second = await ownerships.save(11, 21, first!, rules("ü", OWN_RULES, 200));
    expect(second).toMatchObject({ version: 2, createdAt: 100, updatedAt: 200, files: [{ version: 2, createdAt: 100, updatedAt: 200 }] });
    expect([await ownerships.content(11, 21, second!, 0), await ownerships.content(11, 21, first!, 0)]).toEqual(["ü", null]);
    expect(await texts()).toEqual(["RULES#0#2#0"]);

    const third = await ownerships.save(11, 21, second!, { settings: { ...settings, fallthrough: false }, at: 300 });
    expect(await ownerships.content(11, 21, third!, 0)).toBe("ü");
    const fourth = await ownerships.save(11, 21, third!, rules(null));
    expect([fourth?.files, await texts()]).toEqual([[], []]);
  });

  test("whoever saves on what is no longer there writes nothing", async () => {
    const before = await ownerships.get(11, 21);
    const both = await Promise.all([ownerships.save(11, 21, before, rules("a b")), ownerships.save(11, 21, before, rules("c d"))]);
    const winner = both.find((it) => it !== null);
    expect(both).toContain(null);
    expect(await ownerships.get(11, 21)).toEqual(winner);
    expect(await texts()).toHaveLength(1);
  });

  test("a text in several pieces is whole; one that does not fit is refused and nothing is written", async () => {
    const before = await ownerships.get(11, 21);
    const large = randomBytes(600_000).toString("hex");
    const saved = await ownerships.save(11, 21, before, rules(large, 7));
    expect(saved?.files.find((it) => it.id === 7)?.pieces).toBeGreaterThan(2);
    expect(await ownerships.content(11, 21, saved!, 7)).toBe(large);
    await expect(ownerships.save(11, 21, saved!, rules(randomBytes(4_000_000).toString("hex"), 8))).rejects.toThrow(Invalid);
    expect(await ownerships.get(11, 21)).toEqual(saved);
  });

  test("nothing is saved for a project that is going or was never there", async () => {
    for (const projectId of [22, 23]) {
      await expect(ownerships.save(11, projectId, NO_OWNERSHIP, rules("a b")), String(projectId)).rejects.toThrow(NotFound);
    }
    await expect(ownerships.save(12, 21, NO_OWNERSHIP, rules("a b"))).rejects.toThrow(NotFound);
  });
});

const ref = (groupId: number) => ({ organizationId: 11, projectId: 21, groupId });

test.each<[string, GroupOwners]>([
  ["fake", fakeGroupOwners([1, 2, 3].map(ref))],
  ["DynamoDB", groupOwners],
])("owners of groups: replaced as a whole, never by those of older rules; none are kept for a group that is gone (%s)", async (_, port) => {
  const owner = (id: number) => [{ source: "ownership_rule", rule: "r", owner: { type: "user", id } }] as const;
  await port.replace(ref(1), owner(7), 2, 1);
  await port.replace(ref(1), owner(8), 1, 1);
  await port.replace(ref(2), [], 2, 1);
  await port.replace(ref(99), owner(7), 2, 1);
  expect(await port.ofGroups(11, [1, 2, 99, 1])).toEqual(new Map([[1, owner(7)]]));
  expect(await port.ofGroups(12, [1])).toEqual(new Map());
  await port.replace(ref(1), [], 3, 1);
  await port.replace(ref(1), owner(9), 2, 1);
  expect(await port.ofGroups(11, [1])).toEqual(new Map());
  expect(await queryAll(keys.group(11, 99).pk)).toEqual([]);
});

test("groups of a window: its first second included, any status, newest first, this project's only, page by page", async () => {
  const day = (id: number, lastSeen: number, projectId = 24) => groupItem(aGroup(id, { projectId, lastSeen }).group);
  await table.put(day(31, 1_000), day(32, 999), day(33, 5_000), day(34, 3_000), day(35, 4_000, 25));
  const page = (limit: number, after: { lastSeen: number; groupId: number } | null = null) =>
    recentGroups.page(11, 24, { since: 1_000, after, limit });
  expect(await page(10)).toEqual({ groupIds: [33, 34, 31], next: null });
  const first = await page(2);
  expect(first).toEqual({ groupIds: [33, 34], next: { lastSeen: 3_000, groupId: 34 } });
  expect((await page(2, first.next)).groupIds).toEqual([31]);
});

describe("the progress of an invalidation", () => {
  const place = { organizationId: 11, projectId: 21 };
  const begin = (id: string, by = id) => invalidations.begin({ ...place, id, by, reason: "team", requestedAt: 50 }, 60);
  const newest = () => invalidations.newest(11, 21);

  test("chunks count once each, in any order; it is done when all are, whatever came last", async () => {
    for (const [n, last] of (["chunk", "total"] as const).entries()) {
      const at = { ...place, id: `a${n}` };
      expect(await begin(at.id)).toBe(true);
      expect(await newest()).toMatchObject({ id: at.id, effectiveAt: 60, counted: null, done: 0, finishedAt: null });
      const total = () => invalidations.allFound(at, { chunks: 2, groups: 15 }, 70);
      const chunk = (it: number, groups: number) => invalidations.freed(at, { chunk: it, groups }, 80);
      await chunk(1, 5);
      await chunk(1, 5);
      if (last === "chunk") await total();
      expect(await newest()).toMatchObject({ done: 5, finishedAt: null });
      await chunk(0, 10);
      if (last === "total") await total();
      expect(await newest()).toMatchObject({ counted: 15, done: 15, finishedAt: last === "total" ? 70 : 80 });
      expect(await begin(at.id)).toBe(false);
    }
  });

  test("of several of one minute one frees the memory, and begins anew when it is interrupted; no groups is done at once", async () => {
    expect([await begin("b", "1"), await begin("b", "2"), await begin("b", "1")]).toEqual([true, false, true]);
    await invalidations.allFound({ ...place, id: "b" }, { chunks: 0, groups: 0 }, 70);
    expect(await newest()).toMatchObject({ id: "b", by: "1", counted: 0, finishedAt: 70 });
  });

  test("a project that is going has none", async () => {
    expect(await invalidations.begin({ ...place, projectId: 22, id: "c", by: "c", reason: "team", requestedAt: 1 }, 1)).toBe(false);
    await invalidations.freed({ ...place, projectId: 22, id: "c" }, { chunk: 0, groups: 1 }, 1);
    expect(await queryAll(keys.invalidation(11, 22, "").pk)).toEqual([]);
    expect(await invalidations.newest(11, 22)).toBeNull();
  });
});
