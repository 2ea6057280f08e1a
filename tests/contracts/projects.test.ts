import { afterAll, beforeAll, expect, test } from "vitest";
import { NotFound } from "../../core/errors.ts";
import { findProject } from "../../core/projects/find-project.ts";
import type { Project, ProjectKey } from "../../core/projects/project.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const stored: Project[] = [21, 22].map((id) => ({
  id,
  slug: `web-${id}`,
  name: `Web ${id}`,
  platform: id === 21 ? "node" : null,
  createdAt: 1,
  firstEventAt: null,
  teams: [31],
}));
const key: ProjectKey = {
  id: "a".repeat(32),
  organizationId: 11,
  projectId: 21,
  publicKey: "a".repeat(32),
  name: "Default",
  active: true,
  createdAt: 1,
};

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  await table.put(
    // The counter of short ids is kept on the item and is nobody else's business.
    ...stored.map((it) => ({ ...keys.project(11, it.id), ...it, lastShortId: 5 })),
    ...stored.map((it) => ({ ...keys.projectSlug(11, it.slug), projectId: it.id })),
    { ...keys.projectKey(11, 21, key.id), ...key },
    { ...keys.publicKey(key.publicKey), ...key },
    { ...keys.hash(11, 21, "h"), groupId: 5 },
  );
});
afterAll(() => table.stop());

test("projects in a list, by id and by slug; of this organization only", async () => {
  expect(await projects.list(11)).toEqual(stored);
  expect(await projects.byId(11, 22)).toEqual(stored[1]);
  expect(await projects.bySlug(11, "web-21")).toEqual(stored[0]);
  expect([await projects.byId(11, 99), await projects.bySlug(11, "web-99")]).toEqual([null, null]);
  expect([await projects.list(12), await projects.byId(12, 21), await projects.bySlug(12, "web-21")]).toEqual([[], null, null]);
});

test("a slug in any letter case or an id names a project in a path", async () => {
  for (const text of ["web-21", "WEB-21", "21"]) expect(await findProject({ projects }, 11, text), text).toEqual(stored[0]);
  for (const text of ["", "99", "web-99", "99999999999999999", "../web-21"])
    await expect(findProject({ projects }, 11, text), text).rejects.toBeInstanceOf(NotFound);
});

test("a project's keys, and a key by its public part alone", async () => {
  expect(await projects.keys(11, 21)).toEqual([key]);
  expect([await projects.keys(11, 22), await projects.keys(12, 21)]).toEqual([[], []]);
  expect(await projects.key(key.publicKey)).toEqual(key);
  expect(await projects.key("b".repeat(32))).toBeNull();
});
