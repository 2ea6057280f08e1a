import { beforeEach, expect, test } from "vitest";
import type { ProjectDeletion } from "../../../core/messages.ts";
import type { Team } from "../../../core/organizations/organization.ts";
import { followProject } from "../../../core/projects/follow-project.ts";
import type { Project } from "../../../core/projects/project.ts";
import { aMember, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const change = { organizationId: ORGANIZATION.id, projectId: 22, deleted: false };
let teams: Team[];
let members: ReturnType<typeof aMember>[];
let written: string[];
beforeEach(() => {
  const team = (id: number, projects: number[]): Team => ({ id, slug: `t${id}`, name: "", createdAt: 0, members: [], projects });
  teams = [team(31, [21]), team(32, [])];
  members = [aMember(1, "ada"), aMember(2, "bob", { teams: [32], projects: [] }), aMember(3, "cyd", { teams: [31, 32] })];
  written = [];
});

function note(who: string, it: { projects: number[] }, projectId: number, reaches: boolean): void {
  it.projects = reaches ? [...it.projects, projectId] : it.projects.filter((one) => one !== projectId);
  written.push(`${who}: ${it.projects}`);
}

const ports = (project: Pick<Project, "teams"> | null) => ({
  organizations: fakeOrganizations({ organization: ORGANIZATION, teams, members }),
  projects: { byId: async () => project as Project } as never,
  access: {
    setTeam: async (_: number, teamId: number, projectId: number, reaches: boolean) =>
      note(`team ${teamId}`, teams.find((it) => it.id === teamId)!, projectId, reaches),
    setMember: async (_: number, { userId }: { userId: number }, projectId: number, reaches: boolean) =>
      note(`member ${userId}`, members.find((it) => it.userId === userId)!, projectId, reaches),
  },
  projectDeletions: fakeSender<ProjectDeletion>(),
});

test("a new project reaches its team and the members of that, and nobody else", async () => {
  await followProject(ports({ teams: [31] }), change);
  expect(written).toEqual(["team 31: 21,22", "member 1: 21,22", "member 3: 21,22"]);
});

test("once more changes nothing", async () => {
  await followProject(ports({ teams: [31, 32] }), change);
  written = [];
  await followProject(ports({ teams: [31, 32] }), change);
  expect(written).toEqual([]);
});

test("a project that is deleted is nobody's, other projects stay, and its removal begins", async () => {
  await followProject(ports({ teams: [31] }), change);
  written = [];
  const deleted = ports(null);
  await followProject(deleted, { ...change, deleted: true });
  expect(written).toEqual(["team 31: 21", "member 1: 21", "member 3: 21"]);
  expect(deleted.projectDeletions.sent).toEqual([{ v: 1, organizationId: ORGANIZATION.id, projectId: 22 }]);
});

test("a record of a project that was deleted meanwhile grants nothing", async () => {
  await followProject(ports(null), change);
  expect(written).toEqual([]);
});
