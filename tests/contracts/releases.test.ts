import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotFound } from "../../core/errors.ts";
import type { Releases } from "../../core/releases/ports.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { releases } from "../../functions/adapters/dynamo/releases.ts";
import { fakeReleases } from "../support/fake-releases.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  await table.put({ ...keys.project(11, 21), id: 21, slug: "web" }, { ...keys.project(11, 22), id: 22, slug: "going", deletedAt: 1 });
});
afterAll(() => table.stop());

const release = (version: string, createdAt: number, releasedAt: number | null = null) => ({
  ...{ organizationId: 11, projectId: 21 },
  ...{ version, createdAt, releasedAt },
});

describe.each<[string, Releases]>([
  ["in memory", fakeReleases().port],
  ["DynamoDB", releases],
])("releases %s", (_, port) => {
  test("one is there from when it is added, once, as it was first; for its own project only", async () => {
    expect([await port.add(release("web@1", 1000)), await port.add(release("web@1", 2000))]).toEqual([true, false]);
    expect(await port.find(11, 21, "web@1")).toEqual(release("web@1", 1000));
    expect([await port.find(11, 22, "web@1"), await port.find(12, 21, "web@1"), await port.find(11, 21, "web")]).toEqual([
      null,
      null,
      null,
    ]);
    await port.date(release("web@1", 9, 5000));
    await port.date(release("web@7", 9, 5000));
    expect([await port.find(11, 21, "web@1"), await port.find(11, 21, "web@7")]).toEqual([release("web@1", 1000, 5000), null]);
  });

  test("the newest is replaced only by who knows it", async () => {
    expect(await port.newest(11, 21)).toBeNull();
    const [one, two] = [release("web@1", 1000), release("web@2", 2000)];
    expect([await port.moveNewest(null, one), await port.moveNewest(null, two)]).toEqual([true, false]);
    expect([await port.moveNewest(two, two), await port.moveNewest(one, two)]).toEqual([false, true]);
    expect([await port.newest(11, 21), await port.newest(11, 22)]).toEqual([two, null]);
    expect([...(await port.latest(11, [21, 22, 23]))]).toEqual([[21, "web@2"]]);
    expect(await port.latest(11, [])).toEqual(new Map());
  });

  test("they are listed newest first, by pages", async () => {
    for (const at of [3000, 2000]) await port.add(release(`web@${at}`, at));
    const first = await port.list(11, 21, { limit: 2 });
    expect(first.items.map((it) => it.version)).toEqual(["web@3000", "web@2000"]);
    const second = await port.list(11, 21, { limit: 2, cursor: first.next ?? "" });
    expect(second.items.map((it) => it.version)).toEqual(["web@1"]);
    expect((await port.list(11, 22, { limit: 2 })).items).toEqual([]);
  });
});

test("a project that is going takes none", async () => {
  const gone = { ...release("web@1", 1), projectId: 22 };
  await expect(releases.add(gone)).rejects.toBeInstanceOf(NotFound);
  await expect(releases.moveNewest(null, gone)).rejects.toBeInstanceOf(NotFound);
});
