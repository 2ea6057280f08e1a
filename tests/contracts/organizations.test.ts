import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Token } from "../../core/organizations/access.ts";
import type { Member, Organization, Team } from "../../core/organizations/organization.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { fakeOrganizations } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const organization: Organization = { id: 11, slug: "acme", name: "Acme", createdAt: 1, features: ["team-workflow-notifications"] };
const aMember = (userId: number, name: string, email: string): Member => ({
  userId,
  name,
  username: `user${userId}`,
  email,
  role: "member",
  active: userId !== 9,
  createdAt: 1,
  teams: [31],
  projects: [21, 22],
});
// Two accounts of one address; a name long enough that the members fill more than one page of the store.
const members = [
  aMember(7, "ada", "Shared@Example.com"),
  aMember(8, "bob", "shared@example.com"),
  aMember(9, "x".repeat(300_000), "c@x.example"),
  ...[10, 11, 12, 13].map((id) => aMember(id, `${id}${"y".repeat(300_000)}`, `u${id}@x.example`)),
];
const teams: Team[] = [31, 32].map((id) => ({ id, slug: `team-${id}`, name: `Team ${id}`, createdAt: 1, members: [7], projects: [21] }));

async function stored() {
  const { id } = organization;
  await table.put(
    { ...keys.organization(id), ...organization },
    { ...keys.organizationSlug(organization.slug), organizationId: id },
    ...members.map((it) => ({ ...keys.member(id, it.userId), ...it })),
    ...members.map((it) => ({
      ...keys.memberEmail(id, it.email, it.userId),
      userId: it.userId,
      email: it.email,
      active: it.active,
      projects: it.projects,
    })),
    ...teams.flatMap((it) => [
      { ...keys.team(id, it.id), ...it },
      { ...keys.teamSlug(id, it.slug), teamId: it.id },
    ]),
  );
  return organizations;
}

describe.each([
  ["fake", async () => fakeOrganizations({ organization, members, teams })],
  ["DynamoDB", stored],
])("organizations (%s)", (_, make) => {
  test("an organization by slug and by id, whole; none by what is not there", async () => {
    const port = await make();
    expect(await port.bySlug("acme")).toEqual(organization);
    expect([await port.byId(11), await port.fresh(11)]).toEqual([organization, organization]);
    expect(await port.bySlug("nowhere")).toBeNull();
    expect([await port.byId(12), await port.fresh(12)]).toEqual([null, null]);
  });

  test("every member and team, with no slug among them, however many pages they fill", async () => {
    const port = await make();
    expect((await port.members(11)).sort((a, b) => a.userId - b.userId)).toEqual(members);
    expect((await port.teams(11)).sort((a, b) => a.id - b.id)).toEqual(teams);
    expect([await port.members(12), await port.teams(12)]).toEqual([[], []]);
  });

  test("one member and one team by id, of this organization only", async () => {
    const port = await make();
    expect(await port.member(11, 7)).toEqual(members[0]);
    expect(await port.team(11, 31)).toEqual(teams[0]);
    expect([await port.member(11, 99), await port.team(11, 99), await port.member(12, 7), await port.team(12, 31)]).toEqual(
      Array(4).fill(null),
    );
  });

  test("members by address in any letter case, lowest user id first, the address as it is stored", async () => {
    const port = await make();
    for (const text of ["shared@example.com", "SHARED@EXAMPLE.COM"])
      expect(await port.membersByEmail(11, text)).toEqual([
        { userId: 7, email: "Shared@Example.com", active: true, projects: [21, 22] },
        { userId: 8, email: "shared@example.com", active: true, projects: [21, 22] },
      ]);
    expect(await port.membersByEmail(11, "c@x.example")).toMatchObject([{ userId: 9, active: false }]);
    expect(await port.membersByEmail(11, "shared@example")).toEqual([]);
    expect(await port.membersByEmail(12, "shared@example.com")).toEqual([]);
  });
});

test("a token is found by its hash alone, and is what was put", async () => {
  const token: Token = { id: 41, organizationId: 11, userId: 7, scopes: ["org:read", "event:admin"] };
  await tokens.put("a".repeat(64), token);
  expect(await tokens.find("a".repeat(64))).toEqual(token);
  expect(await tokens.find("b".repeat(64))).toBeNull();
});
