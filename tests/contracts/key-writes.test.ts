import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProjectKey } from "../../core/projects/project.ts";
import { createKey, newKey } from "../../core/projects/save-key.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { keyWrites } from "../../functions/adapters/dynamo/key-writes.ts";
import { projectWrites } from "../../functions/adapters/dynamo/project-writes.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { random } from "../../functions/adapters/random.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const PLACE = { organizationId: 11, projectId: 21 };
const aKey = (name: string) => newKey(PLACE, name, 1, random);
const first = aKey("Default");
const PROJECT = { id: 21, slug: "web", name: "Web", platform: null, createdAt: 1, firstEventAt: null, teams: [31] };

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  await projectWrites.create(11, PROJECT, first);
});
afterAll(() => table.stop());

const listed = async () => (await projects.keys(11, 21)).map((it) => it.name).sort();
/** As ingest and as the project's list have it: never two answers. */
async function both({ id, publicKey }: ProjectKey) {
  const inList = (await projects.keys(11, 21)).find((it) => it.id === id) ?? null;
  expect(await projects.key(publicKey)).toEqual(inList);
  return inList;
}

test("a key is read both ways when it is made, changed and removed; other keys stay", async () => {
  const key = aKey("Second");
  expect(await keyWrites.create(key)).toBe(true);
  expect(await both(key)).toEqual(key);
  const changed = { ...key, name: "Renamed", active: false };
  expect(await keyWrites.update(changed)).toBe(true);
  expect(await both(key)).toEqual(changed);
  await keyWrites.remove(key);
  await keyWrites.remove(key);
  expect(await both(key)).toBeNull();
  expect(await keyWrites.update(changed)).toBe(false);
  expect(await both(key)).toBeNull();
  expect(await listed()).toEqual(["Default"]);
});

test("a project that is being deleted gets none", async () => {
  await deletions.begin({ ...PLACE, slug: "web", name: "Web", requestedBy: 5, requestedAt: 1 });
  expect(await keyWrites.create(aKey("Late"))).toBe(false);
  await expect(createKey({ random, now: () => 1, keyWrites }, PLACE, { name: "Late" } as never)).rejects.toMatchObject({ status: 404 });
  expect(await keyWrites.create(newKey({ ...PLACE, projectId: 99 }, "Nowhere", 1, random))).toBe(false);
  expect(await listed()).toEqual(["Default"]);
});
