import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeRoster, type RosterPorts } from "../../core/organizations/change-roster.ts";
import type { Team } from "../../core/organizations/organization.ts";
import type { Roster } from "../../core/organizations/roster.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { rosters } from "../../functions/adapters/dynamo/rosters.ts";
import { users } from "../../functions/adapters/dynamo/users.ts";
import { fakeRoster } from "../support/fake-roster.ts";
import { aMember, ORGANIZATION } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const team = (id: number, members: number[]): Team => ({ id, slug: `t${id}`, name: `Team ${id}`, createdAt: 1, members, projects: [] });
const person = (id: number, name: string, role: "owner" | "member" = "member") => aMember(id, name, { teams: [], projects: [], role });
const FIRST: Pick<Roster, "teams" | "members"> = {
  teams: [team(31, [1, 2]), team(32, [2])],
  members: [person(1, "ada", "owner"), person(2, "bob"), person(3, "cyd")],
};
const PROJECTS = [
  { id: 21, teams: [31] },
  { id: 22, teams: [31, 32] },
];

let serial = 100;
/** An organization of its own for every test, made by the port itself. */
async function stored() {
  const organizationId = serial++;
  const described = { slug: "p", name: "", platform: null, createdAt: 1 };
  for (const it of PROJECTS) await table.put({ ...keys.project(organizationId, it.id), ...described, ...it });
  return { organizationId, ports: { organizations, projects, rosters } };
}
async function faked() {
  return { organizationId: ORGANIZATION.id, ports: fakeRoster({ teams: [], members: [], projects: PROJECTS }).ports };
}

describe.each([
  ["fake", faked],
  ["DynamoDB", stored],
])("rosters (%s)", (_, make) => {
  const start = async () => {
    const { organizationId, ports } = await make();
    await changeRoster(ports, organizationId, (roster) => ({ ...roster, ...FIRST }));
    const read = async () => ({
      members: (await ports.organizations.members(organizationId)).sort((a, b) => a.userId - b.userId),
      teams: (await ports.organizations.teams(organizationId)).sort((a, b) => a.id - b.id),
      projects: (await ports.projects.list(organizationId)).map(({ id, teams }) => ({ id, teams })),
    });
    return { organizationId, ports, read, change: (change: (it: Roster) => Roster) => changeRoster(ports, organizationId, change) };
  };
  const found = async (ports: RosterPorts, organizationId: number, email: string) =>
    (await ports.organizations.membersByEmail(organizationId, email)).map((it) => it.projects);

  test("what is added is there, with everything that follows from it", async () => {
    const { read, ports, organizationId } = await start();
    const { members, teams } = await read();
    expect(teams).toEqual([
      { ...team(31, [1, 2]), projects: [21, 22] },
      { ...team(32, [2]), projects: [22] },
    ]);
    expect(members.map((it) => [it.teams, it.projects])).toEqual([
      [[31], [21, 22]],
      [
        [31, 32],
        [21, 22],
      ],
      [[], []],
    ]);
    expect(await found(ports, organizationId, "BOB@example.com")).toEqual([[21, 22]]);
    expect(await ports.projects.byId(organizationId, 22)).toMatchObject({ id: 22, teams: [31, 32] });
    expect([await ports.projects.byId(organizationId, 23), await ports.projects.byId(organizationId + 1_000, 22)]).toEqual([null, null]);
  });

  test("a change is written if everything it was decided on is still so, and not at all otherwise", async () => {
    const { read, change, ports, organizationId } = await start();
    const stale = (await read()).members[0]!;
    await change((it) => ({ ...it, projects: [{ ...it.projects[0]!, teams: [31, 32] }, it.projects[1]!] }));
    await change((it) => ({ ...it, teams: it.teams.map((one) => ({ ...one, members: [1, 2] })) }));
    const before = await read();
    const [ada, bob] = [before.members[0]!, before.members[1]!];
    const write = (members: Parameters<typeof ports.rosters.write>[1]["members"]) =>
      ports.rosters.write(organizationId, { projects: [], teams: [], revoked: [], members });
    const promoted = { before: bob, after: { ...bob, role: "admin" as const } };
    expect(await write([promoted, { before: stale, after: stale }])).toBe(false);
    expect(await write([promoted, { before: stale, after: null }])).toBe(false);
    expect(await read()).toEqual(before);
    expect(await write([promoted, { before: ada, after: ada }])).toBe(true);
    expect((await read()).members[1]).toMatchObject({ userId: 2, role: "admin" });
    expect(await write([promoted])).toBe(false);
  });

  test("a slug is one team's, and free when it is renamed or gone", async () => {
    const { read, change, ports, organizationId } = await start();
    const slugs = async () => (await read()).teams.map((it) => it.slug);
    const [first] = (await read()).teams;
    const rename = (slug: string) => (it: Roster) => ({ ...it, teams: it.teams.map((one) => (one.id === 31 ? { ...one, slug } : one)) });
    const clash = { before: first!, after: { ...first!, slug: "t32" } };
    expect(await ports.rosters.write(organizationId, { projects: [], members: [], revoked: [], teams: [clash] })).toBe(false);
    await change(rename("renamed"));
    await change((it) => ({ ...it, teams: [...it.teams, { ...team(33, []), slug: "t31" }] }));
    await change((it) => ({ ...it, teams: it.teams.filter((one) => one.id !== 32) }));
    await change(rename("t32"));
    expect(await slugs()).toEqual(["t32", "t31"]);
  });

  test("a team that goes leaves no trace in projects and members, a member none in teams and addresses", async () => {
    const { read, change, ports, organizationId } = await start();
    await change((it) => ({ ...it, teams: it.teams.filter((one) => one.id !== 31) }));
    expect((await read()).projects.map((it) => it.teams)).toEqual([[], [32]]);
    expect((await read()).members.map((it) => it.projects)).toEqual([[], [22], []]);
    expect(await found(ports, organizationId, "bob@example.com")).toEqual([[22]]);
    await change((it) => ({ ...it, members: it.members.filter((one) => one.userId !== 2) }));
    expect((await read()).teams.map((it) => it.members)).toEqual([[]]);
    expect(await found(ports, organizationId, "bob@example.com")).toEqual([]);
    expect(await ports.organizations.member(organizationId, 2)).toBeNull();
  });

  test("changes at the same time all count", async () => {
    const { read, change } = await start();
    const join = (teamId: number, userId: number) => (it: Roster) => ({
      ...it,
      teams: it.teams.map((one) => (one.id === teamId ? { ...one, members: [...one.members, userId] } : one)),
    });
    const grant = (it: Roster) => ({ ...it, projects: it.projects.map((one) => ({ ...one, teams: [31, 32] })) });
    await Promise.all([change(join(31, 3)), change(join(32, 1)), change(grant)]);
    const { members, teams } = await read();
    expect(teams.map((it) => [it.members, it.projects])).toEqual([
      [
        [1, 2, 3],
        [21, 22],
      ],
      [
        [2, 1],
        [21, 22],
      ],
    ]);
    expect(members.map((it) => [[...it.teams].sort(), [...it.projects].sort()])).toEqual([
      [
        [31, 32],
        [21, 22],
      ],
      [
        [31, 32],
        [21, 22],
      ],
      [[31], [21, 22]],
    ]);
  });

  test("of two owners who demote each other at the same time one stays", async () => {
    const { read, change } = await start();
    const set = (userId: number, role: "owner" | "member") => (it: Roster) => ({
      ...it,
      members: it.members.map((one) => (one.userId === userId ? { ...one, role } : one)),
    });
    await change(set(2, "owner"));
    const outcomes = await Promise.allSettled([change(set(1, "member")), change(set(2, "member"))]);
    expect(outcomes.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await read()).members.filter((it) => it.role === "owner")).toHaveLength(1);
  });

  test("more people than one transaction takes", async () => {
    const { read, change } = await start();
    const many = Array.from({ length: 60 }, (_, n) => person(1000 + n, `many${n}`));
    await change((it) => ({ ...it, members: [...it.members, ...many] }));
    await change((it) => ({ ...it, teams: it.teams.map((one) => ({ ...one, members: [...one.members, ...many.map((m) => m.userId)] })) }));
    expect((await read()).members.filter((it) => it.projects.length === 2)).toHaveLength(62);
    await change((it) => ({ ...it, projects: [], teams: it.teams.filter((one) => one.id !== 31) }));
    expect((await read()).members.filter((it) => it.teams.includes(31))).toEqual([]);
  });
});

test("a user is known by address from then on, whoever adds it again", async () => {
  const { organizationId, ports } = await stored();
  await changeRoster(ports, organizationId, (it) => ({ ...it, members: [person(7, "Dot")] }));
  expect(await users.byEmail("DOT@example.com")).toBe(7);
  expect(await users.byEmail("nobody@example.com")).toBeNull();
  const second = { projects: [], teams: [], revoked: [], members: [{ before: null, after: person(8, "Dot") }] };
  expect(await rosters.write(organizationId, second)).toBe(false);
});

test("a project that is gone meanwhile does not come again with its teams", async () => {
  const { organizationId } = await stored();
  const projectsOf = [{ before: { id: 99, teams: [] }, after: { id: 99, teams: [31] } }];
  expect(await rosters.write(organizationId, { projects: projectsOf, teams: [], members: [], revoked: [] })).toBe(false);
  expect((await projects.list(organizationId)).map((it) => it.id)).toEqual([21, 22]);
});
