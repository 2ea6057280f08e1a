import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NotFound } from "../../core/errors.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { notificationSettings } from "../../functions/adapters/dynamo/notification-settings.ts";
import { organizationWrites } from "../../functions/adapters/dynamo/organization-writes.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
let before: Organization;
let serial = 100;
beforeAll(async () => {
  table = await startTable();
});
beforeEach(async () => {
  const id = serial++;
  before = { id, slug: `o${id}`, name: "Before", createdAt: 1, features: ["team-workflow-notifications"] };
  await table.put({ ...keys.organization(id), ...before }, { ...keys.organizationSlug(before.slug), organizationId: id });
});
afterAll(() => table.stop());

const leadsTo = async (slug: string) => (await queryAll(`ORG_SLUG#${slug}`))[0]?.organizationId;

describe("an organization's name and slug", () => {
  test("change together, everything else stays, the former slug leads nowhere", async () => {
    const after = { ...before, name: "After", slug: `${before.slug}-after` };
    expect(await organizationWrites.update(before, after)).toBe("updated");
    expect(await organizations.fresh(before.id)).toEqual(after);
    expect([await leadsTo(before.slug), await leadsTo(after.slug)]).toEqual([undefined, before.id]);
  });

  test("a slug that is another's changes nothing, and neither does a change of what is no longer so", async () => {
    await table.put({ ...keys.organizationSlug("others"), organizationId: 1 });
    expect(await organizationWrites.update(before, { ...before, slug: "others", name: "x" })).toBe("taken");
    expect(await organizationWrites.update({ ...before, slug: "former" }, { ...before, name: "x" })).toBe("changed");
    expect(await organizationWrites.update({ ...before, id: 1 }, { ...before, id: 1, name: "x" })).toBe("changed");
    expect(await organizations.fresh(before.id)).toEqual(before);
    expect([await leadsTo("others"), await leadsTo(before.slug)]).toEqual([1, before.id]);
  });

  test("the same again is no change", async () => {
    expect(await organizationWrites.update(before, before)).toBe("updated");
    expect(await organizations.fresh(before.id)).toEqual(before);
  });
});

test("a notification setting is one user's in one project of one organization, and the last that was said", async () => {
  await expect(notificationSettings.put(11, 21, 1, { workflow: "always", selfAssignOnResolve: true })).rejects.toBeInstanceOf(NotFound);
  expect(await notificationSettings.find(11, 21, 1)).toBeNull();
  await table.put({ ...keys.project(11, 21), id: 21 });
  await notificationSettings.put(11, 21, 1, { workflow: "always", selfAssignOnResolve: true });
  await notificationSettings.put(11, 21, 1, { workflow: "never", selfAssignOnResolve: false });
  expect(await notificationSettings.find(11, 21, 1)).toEqual({ workflow: "never", selfAssignOnResolve: false });
  for (const [organization, project, user] of [
    [12, 21, 1],
    [11, 22, 1],
    [11, 21, 2],
  ] as const)
    expect(await notificationSettings.find(organization, project, user)).toBeNull();
});
