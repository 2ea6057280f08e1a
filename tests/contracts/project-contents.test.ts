import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deletions, ProjectContents } from "../../core/projects/ports.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { projectContents } from "../../functions/adapters/dynamo/project-contents.ts";
import { remove } from "../../functions/adapters/dynamo/remove.ts";
import { armed, type Handler, type Step } from "../support/armed.ts";
import { killedAt, put, putUnknown } from "../support/doomed-project.ts";
import { fakeContents } from "../support/fake-deletions.ts";
import { anOwnedGroup, aStoredProject, wholeTable } from "../support/owned-project.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapters that are deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

type Doomed = { deletions: Deletions; contents: ProjectContents; at: [organizationId: number, projectId: number]; slug: string };

let organizationId = 300;
const marked = (projectId: number) => ({
  ...{ organizationId, projectId, slug: "web", name: "web", requestedBy: 5, requestedAt: 1_000 },
});

/** A project with three groups, marked. */
async function fake(): Promise<Doomed> {
  const groups = new Map([1, 2, 3].map((id) => [id, Array.from({ length: 7 }, (_, n) => `item ${n}`)]));
  const deletion = { ...marked(21), counted: null, done: 0, finishedAt: null };
  const { ports } = fakeContents({ deletion, keys: ["key"], groups, rest: ["one", "two", "three"] });
  return { deletions: ports.deletions, contents: ports.projectContents, at: [organizationId, 21], slug: "web" };
}
async function stored(): Promise<Doomed> {
  organizationId += 1;
  const { id } = await aStoredProject(organizationId, "web");
  for (let n = 0; n < 3; n++) await anOwnedGroup(organizationId, id, [`APP-${n}`]);
  await putUnknown(organizationId, id);
  expect(await deletions.begin(marked(id))).toBe(true);
  return { deletions, contents: projectContents, at: [organizationId, id], slug: "web" };
}

/** How often something had to be done until there was nothing more to do. */
async function untilNothing(step: () => Promise<boolean>): Promise<number> {
  for (let times = 1; times < 100; times++) if (!(await step())) return times;
  throw new Error("it never ends");
}

describe.each([
  ["fake", fake],
  ["DynamoDB", stored],
])("the removal of a project (%s)", (_, make) => {
  test("is marked once, and found by the project and its former slug, in its organization alone", async () => {
    const { deletions, at, slug } = await make();
    const [organization, project] = at;
    expect(await deletions.begin(marked(project))).toBe(false);
    const deletion = { ...marked(project), counted: null, done: 0, finishedAt: null };
    expect([await deletions.byProject(...at), await deletions.bySlug(organization, slug)]).toEqual([deletion, deletion]);
    const others = [
      deletions.byProject(organization, project + 1),
      deletions.byProject(organization + 1_000, project),
      deletions.bySlug(organization, "app"),
      deletions.bySlug(organization + 1_000, slug),
    ];
    expect(await Promise.all(others)).toEqual([null, null, null, null]);
  });

  test("counts its groups the first time only, and ends the first time only", async () => {
    const { deletions, contents, at } = await make();
    const deletion = (await deletions.byProject(...at))!;
    expect(await contents.countGroups(...at)).toBe(3);
    for (const count of [3, 2]) await deletions.count(deletion, count);
    expect(await deletions.byProject(...at)).toMatchObject({ counted: 3, done: 0, finishedAt: null });
    for (const end of [2_000, 3_000]) await deletions.finish(...at, end);
    expect(await deletions.byProject(...at)).toMatchObject({ finishedAt: 2_000 });
  });

  test("takes groups so many at a time, empties them bit by bit, and counts each of them once however often it is forgotten", async () => {
    const { deletions, contents, at } = await make();
    const some = await contents.groups(...at, 2);
    expect(some).toHaveLength(2);
    const ids = some.map((it) => it.groupId);
    for (let time = 0; time < 2; time++) await contents.closeGroups(...at, ids);
    const times = await untilNothing(async () => (await contents.emptyGroups(...at, ids, 4)).length > 0);
    expect(times).toBeGreaterThan(1);
    for (let time = 0; time < 2; time++) await contents.forgetGroups(...at, some);
    expect(await deletions.byProject(...at)).toMatchObject({ done: 2 });
    const left = await contents.groups(...at, 10);
    expect(left).toHaveLength(1);
    expect(left.filter((it) => ids.includes(it.groupId))).toEqual([]);
  });

  test("takes what else there is so much at a time, until nothing is found", async () => {
    const { contents, at } = await make();
    for (let time = 0; time < 2; time++) await contents.removeKeys(...at);
    const all = await contents.groups(...at, 10);
    const ids = all.map((it) => it.groupId);
    await contents.closeGroups(...at, ids);
    await untilNothing(async () => (await contents.emptyGroups(...at, ids, 1_000)).length > 0);
    await contents.forgetGroups(...at, all);
    const times = await untilNothing(async () => {
      const found = await contents.removeRest(...at, 2);
      expect(found).toBeLessThanOrEqual(2);
      return found > 0;
    });
    expect(times).toBeGreaterThan(2);
    expect([await contents.countGroups(...at), await contents.groups(...at, 10), await contents.removeRest(...at, 2)]).toEqual([0, [], 0]);
  });
});

test("a key that lets events in goes before what leads to it, so that whoever is killed in between finds it again", async () => {
  const { at } = await stored();
  const [, projectId] = at;
  const publicKeys = async () =>
    [...(await wholeTable()).values()].filter((it) => String(it.pk).startsWith("KEY#") && it.projectId === projectId);
  expect(await publicKeys()).not.toEqual([]);
  const removal = killedAt(1, "after", () => projectContents.removeKeys(...at));
  await expect(removal).rejects.toThrow("killed");
  await projectContents.removeKeys(...at);
  expect(await publicKeys()).toEqual([]);
});

test("groups of which another delivery has forgotten some are forgotten all the same, and counted once", async () => {
  const { at } = await stored();
  const all = await projectContents.groups(...at, 10);
  await projectContents.forgetGroups(...at, all.slice(0, 1));
  await projectContents.forgetGroups(...at, all);
  expect([await projectContents.groups(...at, 10), await deletions.byProject(...at)]).toMatchObject([[], { done: 3 }]);
});

test("a group that came late keeps its grouping key until it is removed like the others", async () => {
  const { at } = await stored();
  while ((await projectContents.removeRest(...at, 100)) > 3);
  expect(await projectContents.countGroups(...at)).toBe(3);
});

test("items that are too large to be removed together go in halves", async () => {
  const sizes: number[] = [];
  const limit = (next: Handler) => async (args: { input: { TransactItems?: unknown[] } }) => {
    const size = args.input.TransactItems?.length ?? 0;
    if (size > 30) throw Object.assign(new Error("too large"), { name: "ValidationException" });
    sizes.push(size);
    return next(args);
  };
  const some = Array.from({ length: 130 }, (_, n) => keys.hash(organizationId, 1, String(n)));
  for (const key of some) await put(key);
  const disarm = armed("limit", limit as Step);
  await remove([...some, ...some]).finally(disarm);
  expect(sizes).toEqual([25, 25, 25, 25, 30]);
  expect([...(await wholeTable()).keys()].filter((it) => it.startsWith(`${some[0]?.pk} `))).toEqual([]);
});
