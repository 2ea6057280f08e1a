import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Forbidden, Unavailable } from "../../../core/errors.ts";
import { changeRoster } from "../../../core/organizations/change-roster.ts";
import type { Team } from "../../../core/organizations/organization.ts";
import { difference, type Roster, settle } from "../../../core/organizations/roster.ts";
import { fakeRoster } from "../../support/fake-roster.ts";
import { aMember, ORGANIZATION } from "../../support/fakes.ts";

const aTeam = (id: number, members: number[], projects: number[] = []): Team => ({
  id,
  slug: `t${id}`,
  name: "",
  createdAt: 0,
  members,
  projects,
});
const USERS = [1, 2, 3, 4];
const TEAMS = [31, 32, 33];
const PROJECTS = [21, 22, 23];

const rosters = fc
  .record({
    inTeams: fc.array(fc.tuple(fc.constantFrom(...TEAMS), fc.uniqueArray(fc.constantFrom(...USERS, 99))), { maxLength: 3 }),
    ofProjects: fc.tuple(...PROJECTS.map(() => fc.uniqueArray(fc.constantFrom(...TEAMS, 98)))),
    stale: fc.uniqueArray(fc.constantFrom(...PROJECTS, 97)),
  })
  .map(({ inTeams, ofProjects, stale }): Roster => {
    const teams = [...new Map(inTeams).entries()].map(([id, members]) => aTeam(id, members, stale));
    const members = USERS.map((id) => aMember(id, `u${id}`, { projects: stale, role: id === 1 ? "owner" : "member" }));
    return { teams, members, projects: PROJECTS.map((id, at) => ({ id, teams: ofProjects[at] ?? [] })) };
  });

describe("settle", () => {
  test("copies say exactly what the truth says, and the truth names only what is there", () => {
    fc.assert(
      fc.property(rosters, (roster) => {
        const { members, teams, projects } = settle(roster);
        for (const team of teams) {
          expect(team.members.every((id) => USERS.includes(id))).toBe(true);
          expect([...team.projects].sort()).toEqual(projects.filter((it) => it.teams.includes(team.id)).map((it) => it.id));
        }
        for (const it of members) {
          const own = teams.filter((team) => team.members.includes(it.userId));
          expect([...it.teams].sort()).toEqual(own.map((team) => team.id).sort());
          expect([...it.projects].sort()).toEqual([...new Set(own.flatMap((team) => team.projects))].sort());
        }
      }),
    );
  });

  test("what is settled stays as it is, and differs from itself in nothing", () => {
    fc.assert(
      fc.property(rosters, (roster) => {
        const once = settle(roster);
        expect(settle(once)).toEqual(once);
        expect(difference(once, settle(once))).toEqual({ projects: [], teams: [], members: [], revoked: [] });
      }),
    );
  });
});

describe("difference", () => {
  const both: Roster = settle({
    teams: [aTeam(31, [1, 2]), aTeam(32, [1])],
    members: [aMember(1, "ada", { role: "owner" }), aMember(2, "bob", { role: "owner" })],
    projects: [{ id: 21, teams: [31, 32] }],
  });

  test("a member who reaches a project by another team too is named as it is", () => {
    const after = settle({ ...both, projects: [{ id: 21, teams: [32] }] });
    const { members, teams } = difference(both, after);
    expect(teams.map((it) => it.before?.id)).toEqual([31]);
    expect(members.map((it) => [it.before?.userId, it.before === it.after])).toEqual([
      [2, false],
      [1, true],
    ]);
  });

  test("the owner who stays is named beside the one who goes, whose tokens end", () => {
    const after = settle({ ...both, members: both.members.filter((it) => it.userId !== 2) });
    const { members, revoked } = difference(both, after);
    expect(members.find((it) => it.before?.userId === 1)).toMatchObject({ before: { role: "owner" }, after: { role: "owner" } });
    expect(revoked).toEqual([2]);
  });

  test.each([
    [{ active: false }, [2]],
    [{ role: "manager" as const }, [2]],
    [{ name: "Robert" }, []],
  ])("%j ends the tokens of %j", (change, expected) => {
    const members = both.members.map((it) => (it.userId === 2 ? { ...it, ...change } : it));
    expect(difference(both, settle({ ...both, members })).revoked).toEqual(expected);
  });
});

describe("changing a roster", () => {
  const seed: Roster = settle({
    teams: [aTeam(31, [1])],
    members: [aMember(1, "ada", { role: "owner" }), aMember(2, "bob")],
    projects: [],
  });

  test("is decided again when somebody else was faster", async () => {
    const { ports, state } = fakeRoster(seed);
    let first = true;
    state.before = async () => {
      if (first) state.teams[0]!.name = "Renamed";
      first = false;
    };
    const seen: string[] = [];
    await changeRoster(ports, ORGANIZATION.id, (roster) => {
      seen.push(roster.teams[0]!.name);
      return { ...roster, teams: roster.teams.map((it) => ({ ...it, members: [...it.members, 2] })) };
    });
    expect(seen).toEqual(["", "Renamed"]);
    expect(state.teams[0]).toMatchObject({ name: "Renamed", members: [1, 2] });
    expect(state.members[1]!.teams).toEqual([31]);
  });

  test("gives up when others are always faster, and can be asked again", async () => {
    const { ports, state } = fakeRoster(seed);
    state.before = async () => {
      state.teams[0]!.name += "x";
    };
    const change = changeRoster(ports, ORGANIZATION.id, (it) => ({ ...it, teams: [] }));
    await expect(change).rejects.toBeInstanceOf(Unavailable);
  });

  test("never leaves an organization without its active owner", async () => {
    const { ports, state } = fakeRoster(seed);
    for (const over of [{ role: "admin" as const }, { active: false }]) {
      const change = (roster: Roster): Roster => ({ ...roster, members: roster.members.map((it) => ({ ...it, ...over })) });
      await expect(changeRoster(ports, ORGANIZATION.id, change)).rejects.toBeInstanceOf(Forbidden);
    }
    expect(state.writes).toBe(0);
  });
});
