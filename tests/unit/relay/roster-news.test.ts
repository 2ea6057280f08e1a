import { describe, expect, test } from "vitest";
import type { Member, Team } from "../../../core/organizations/organization.ts";
import type { Change } from "../../../core/organizations/roster.ts";
import { rosterNews } from "../../../core/relay/roster-news.ts";
import { aMember } from "../../support/fakes.ts";

const team: Team = { id: 31, slug: "core", name: "Core", createdAt: 1, members: [7], projects: [1, 2] };
const member: Member = aMember(7, "ada", { active: true, projects: [1, 2] });
const changed = <T>(before: T | null, after: T | null) => [{ before, after } as Change<T>];
const teams = (before: Team | null, after: Team | null) => rosterNews({ teams: changed(before, after), members: [] });
const members = (before: Member | null, after: Member | null) => rosterNews({ teams: [], members: changed(before, after) });

describe("of a team is heard", () => {
  const of = (projects: number[], gone: number[] = []) => ({
    ...{ reason: "team", projects, gone: gone.map((id) => ({ type: "team", id })), found: false },
  });
  test.each([
    ["in all its projects when it comes", null, team, of([1, 2])],
    ["in all its projects when it goes, and in what it had", team, null, of([1, 2], [31])],
    ["in all its projects under another slug", team, { ...team, slug: "heart" }, of([1, 2])],
    ["in the projects it came to and left", team, { ...team, projects: [2, 3] }, of([3, 1].sort())],
    ["nowhere for a change of its name", team, { ...team, name: "Heart" }, null],
    ["nowhere for one of its members", team, { ...team, members: [7, 8] }, null],
  ])("%s", (_, before, after, expected) =>
    expect(teams(before, after)).toEqual(
      expected && { ...expected, projects: expect.toSatisfy((it: number[]) => `${it.sort()}` === `${expected.projects.sort()}`) },
    ),
  );
});

describe("of a member is heard", () => {
  const of = (projects: number[], found: boolean, gone: number[] = []) => ({
    ...{ reason: "member", projects, gone: gone.map((id) => ({ type: "user", id })), found },
  });
  test.each([
    ["who joined", null, member, of([1, 2], true)],
    ["who joined and is switched off", null, { ...member, active: false }, of([1, 2], false)],
    ["who is known by another address", member, { ...member, email: "dora@example.com" }, of([1, 2], false)],
    ["who joined and reaches nothing yet", null, { ...member, projects: [] }, null],
    ["who reaches a project more", member, { ...member, projects: [1, 2, 3] }, of([3], true)],
    ["who reaches one less", member, { ...member, projects: [1] }, of([2], false)],
    ["who is active again", { ...member, active: false }, member, of([1, 2], true)],
    ["who is suspended", member, { ...member, active: false }, of([1, 2], false)],
    ["who left", member, null, of([1, 2], false, [7])],
    ["who reached nothing and left", { ...member, projects: [] }, null, of([], false, [7])],
    ["who has another role: nowhere", member, { ...member, role: "admin" as const }, null],
    ["who is as before: nowhere", member, member, null],
  ])("%s", (_, before, after, expected) => expect(members(before, after)).toEqual(expected));
});
