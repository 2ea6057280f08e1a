import { beforeEach, expect, test } from "vitest";
import type { AnalyticsEvent, ProjectDeletion } from "../../../core/messages.ts";
import type { Team } from "../../../core/organizations/organization.ts";
import { followProject } from "../../../core/projects/follow-project.ts";
import { fakeRoster } from "../../support/fake-roster.ts";
import { aMember, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const change = { organizationId: ORGANIZATION.id, projectId: 22 };
const team = (id: number, members: number[], projects: number[]): Team => ({
  id,
  slug: `t${id}`,
  name: "",
  createdAt: 0,
  members,
  projects,
});

let roster: ReturnType<typeof fakeRoster>;
let deletions = fakeSender<ProjectDeletion>();
let analytics = fakeSender<AnalyticsEvent>();
beforeEach(() => {
  deletions = fakeSender();
  analytics = fakeSender();
  roster = fakeRoster({
    teams: [team(31, [1, 3], [21]), team(32, [2, 3], [])],
    members: [aMember(1, "ada"), aMember(2, "bob", { teams: [32], projects: [] }), aMember(3, "cyd", { teams: [31, 32] })],
    projects: [
      { id: 21, teams: [31] },
      { id: 22, teams: [31] },
    ],
  });
});
const follow = (deleted = false) => {
  const ports = { ...roster.ports, projectDeletions: deletions, analyticsEvents: analytics };
  const created = { deleted: false, createdAt: 5, platform: "node", createdBy: 1 } as const;
  return followProject(ports, { ...change, ...(deleted ? { deleted } : created) });
};
const reached = () => [...roster.state.teams, ...roster.state.members].map((it) => it.projects.join());

test("a new project reaches its team and the members of that, and nobody else", async () => {
  await follow();
  expect(reached()).toEqual(["21,22", "", "21,22", "", "21,22"]);
  expect(deletions.sent).toEqual([]);
});

test("once more changes nothing, and is the same event", async () => {
  await follow();
  await follow();
  const event = { id: "22:project.created", type: "project.created", timestamp: 5, data: { user_id: 1, project_id: 22, platform: "node" } };
  expect(analytics.sent).toMatchObject([event, event]);
  expect(roster.state.writes).toBe(1);
});

test("a project that is deleted is nobody's, other projects stay, and its removal begins", async () => {
  await follow();
  roster.state.projects.splice(1, 1);
  await follow(true);
  expect(reached()).toEqual(["21", "", "21", "", "21"]);
  expect(deletions.sent).toEqual([{ v: 1, organizationId: ORGANIZATION.id, projectId: 22 }]);
});

test("a record of a project that was deleted meanwhile grants nothing", async () => {
  roster.state.projects.splice(1, 1);
  await follow();
  expect(roster.state.writes).toBe(0);
});
