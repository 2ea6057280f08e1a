import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KEEP_ALL } from "../../core/projects/privacy.ts";
import type { Project, ProjectKey } from "../../core/projects/project.ts";
import { createProject } from "../../core/projects/save-project.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { projectWrites } from "../../functions/adapters/dynamo/project-writes.ts";
import { projectPrivacy, projects } from "../../functions/adapters/dynamo/projects.ts";
import { random } from "../../functions/adapters/random.ts";
import { lookUp } from "../support/arriving.ts";
import { recordCalls } from "../support/calls.ts";
import { aNewGroup } from "../support/owned-project.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
let organization = 11;
let nextId = 100;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(() => {
  organization += 1;
});

const aProject = (slug: string, over: Partial<Project> = {}): Project => ({
  ...{ id: nextId++, slug, name: slug, platform: null, createdAt: 1, firstEventAt: null, teams: [31], ...over },
});
const keyOf = ({ id }: Project): ProjectKey => {
  const publicKey = Buffer.from(random(16)).toString("hex");
  return { id: publicKey, publicKey, organizationId: organization, projectId: id, name: "Default", active: true, createdAt: 1 };
};
async function created(slug: string, over: Partial<Project> = {}): Promise<Project> {
  const project = aProject(slug, over);
  expect(await projectWrites.create(organization, project, keyOf(project))).toEqual([]);
  return project;
}
const begin = ({ id, slug, name }: Project) =>
  deletions.begin({ organizationId: organization, projectId: id, slug, name, requestedBy: 5, requestedAt: 1_000 });
const cost = (calls: { command: string; writeUnits: number }[]) => calls.map((it) => [it.command, it.writeUnits]);

describe("create", () => {
  test("is one request of eight units: the project, its slug, and its key twice, all readable at once", async () => {
    const project = aProject("web", { name: "ä".repeat(200) });
    const key = keyOf(project);
    const { calls, stop } = recordCalls();
    await projectWrites.create(organization, project, key);
    stop();
    expect(cost(calls)).toEqual([["TransactWriteItemsCommand", 8]]);
    expect(await projects.byId(organization, project.id)).toEqual(project);
    expect(await projects.bySlug(organization, "web")).toEqual(project);
    expect(await projects.keys(organization, project.id)).toEqual([key]);
    expect(await projects.key(key.publicKey)).toEqual(key);
  });

  test("tells a slug that is taken from an id that is, and writes nothing", async () => {
    const first = await created("web");
    const attempts: [Project, string[]][] = [
      [aProject("web"), ["slug"]],
      [aProject("other", { id: first.id }), ["id"]],
      [aProject("web", { id: first.id }), ["slug", "id"]],
    ];
    for (const [project, taken] of attempts) {
      const key = keyOf(project);
      expect(await projectWrites.create(organization, project, key)).toEqual(taken);
      expect(await projects.key(key.publicKey)).toBeNull();
    }
    expect(await projects.list(organization)).toEqual([first]);
    expect(await projects.bySlug(organization, "other")).toBeNull();
  });

  test("a slug of another organization is free", async () => {
    await created("web");
    organization += 1;
    await created("web");
  });

  test("50 at once of one name are 50 projects with 50 slugs, and each slug leads to its own", async () => {
    const ports = { ids: { next: async () => nextId++ }, random, now: () => 1, projectWrites };
    const input = { organizationId: organization, teamId: 31, name: "Same Name" };
    const all = await Promise.all(Array.from({ length: 50 }, () => createProject(ports, input)));
    expect(new Set(all.map((it) => it.slug)).size).toBe(50);
    expect(await projects.list(organization)).toHaveLength(50);
    for (const project of all) expect(await projects.bySlug(organization, project.slug)).toEqual(project);
  });

  test("an id that was given out twice is caught, and the second project gets another", async () => {
    const first = await created("web");
    const given = [first.id, first.id, nextId++];
    const ports = { ids: { next: async () => given.shift() ?? 0 }, random, now: () => 1, projectWrites };
    const second = await createProject(ports, { organizationId: organization, teamId: 31, name: "Other" });
    expect(second.id).not.toBe(first.id);
    expect(await projects.byId(organization, first.id)).toEqual(first);
  });
});

describe("update", () => {
  test("changes in one request; the former slug leads to the project until another takes it", async () => {
    const project = await created("old");
    const renamed = { ...project, slug: "new", name: "New", platform: "node" };
    const { calls, stop } = recordCalls();
    expect(await projectWrites.update(organization, "old", renamed)).toBe("updated");
    stop();
    expect(cost(calls)).toEqual([["TransactWriteItemsCommand", 6]]);
    for (const slug of ["old", "new"]) expect(await projects.bySlug(organization, slug)).toEqual(renamed);
    const other = await created("old");
    expect(await projects.bySlug(organization, "old")).toEqual(other);
    expect(await projects.bySlug(organization, "new")).toEqual(renamed);
  });

  test("what somebody does not want kept holds from the answer on, in the process that saved it", async () => {
    const project = await created("a");
    expect(await projectPrivacy(organization, project.id)).toEqual(KEEP_ALL);
    const privacy = { ...KEEP_ALL, scrubIPAddresses: true };
    expect(await projectWrites.update(organization, "a", { ...project, privacy })).toBe("updated");
    expect(await projectPrivacy(organization, project.id)).toEqual(privacy);
  });

  test("a slug that is another project's is refused, its former one is not; back to one's own former slug works", async () => {
    const [a, b] = [await created("a"), await created("b")];
    expect(await projectWrites.update(organization, "a", { ...a, slug: "b" })).toBe("taken");
    expect(await projects.byId(organization, a.id)).toEqual(a);
    expect(await projectWrites.update(organization, "b", { ...b, slug: "c" })).toBe("updated");
    expect(await projectWrites.update(organization, "c", { ...b, slug: "b" })).toBe("updated");
    expect(await projects.bySlug(organization, "b")).toEqual(b);
    expect(await projectWrites.update(organization, "a", { ...a, slug: "c" })).toBe("updated");
    expect((await projects.bySlug(organization, "c"))?.id).toBe(a.id);
  });

  test("of two at once from one slug, one is late; a project that is marked is gone", async () => {
    const project = await created("a");
    const both = ["b", "c"].map((slug) => projectWrites.update(organization, "a", { ...project, slug }));
    expect((await Promise.all(both)).sort()).toEqual(["gone", "updated"]);
    const now = (await projects.byId(organization, project.id)) ?? project;
    await begin(now);
    expect(await projectWrites.update(organization, now.slug, { ...now, name: "x" })).toBe("gone");
  });
});

describe("begin", () => {
  test("is one request of six units: nobody sees the project, its slug is free, the cache epoch moved, the job says who and when", async () => {
    const project = await created("web");
    const { calls, stop } = recordCalls();
    expect(await begin(project)).toBe(true);
    stop();
    expect(cost(calls)).toEqual([["TransactWriteItemsCommand", 6]]);
    expect([await projects.byId(organization, project.id), await projects.list(organization)]).toEqual([null, []]);
    const deletion = { organizationId: organization, projectId: project.id, slug: "web", name: "web", requestedBy: 5, requestedAt: 1_000 };
    const expected = { ...deletion, counted: null, done: 0, finishedAt: null };
    expect(await deletions.byProject(organization, project.id)).toEqual(expected);
    expect(await deletions.bySlug(organization, "web")).toEqual(expected);
    const [item] = await queryAll(keys.organization(organization).pk, "PROJECT#");
    expect(item).toMatchObject({ cacheEpoch: 1, deletedAt: 1_000 });
    await created("web");
  });

  test("of many at once one begins; one with a slug of before does not", async () => {
    const project = await created("web");
    expect(await begin({ ...project, slug: "before" })).toBe(false);
    await projectWrites.update(organization, "web", { ...project, slug: "renamed" });
    // Its former slug still leads to it, and whoever asked to delete that one saw another name.
    expect(await begin(project)).toBe(false);
    const results = await Promise.all(Array.from({ length: 5 }, () => begin({ ...project, slug: "renamed" })));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test("what is removed is counted once, and done once", async () => {
    const project = await created("web");
    await begin(project);
    const deletion = async () => (await deletions.byProject(organization, project.id))!;
    for (const groups of [5, 3]) await deletions.count(await deletion(), groups);
    expect((await deletion()).counted).toBe(5);
    for (const at of [7_000, 9_000]) await deletions.finish(organization, project.id, at);
    expect((await deletion()).finishedAt).toBe(7_000);
  });

  test("a project that is marked gets no group any more", async () => {
    const project = await created("web");
    await begin(project);
    const group = aNewGroup(organization, project.id, { hashes: ["h"] });
    await expect(events.createGroup(group)).rejects.toMatchObject({ status: 404 });
    expect(await lookUp(events, organization, project.id, ["h"])).toBeNull();
  });
});
