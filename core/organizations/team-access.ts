import { NotFound } from "../errors.ts";
import { changeRoster, type RosterPorts } from "./change-roster.ts";
import { findMember } from "./find-member.ts";
import { findTeam } from "./find-team.ts";
import type { Team } from "./organization.ts";

/** `userId` is who asks. */
type Membership = { organizationId: number; userId: number; member: string; team: string; belongs: boolean };

/** Puts a member into a team or takes it out; the projects it reaches follow. `changed` is false when it was so. Throws NotFound. */
export async function setMembership(
  ports: RosterPorts,
  { organizationId, userId, member: who, team: which, belongs }: Membership,
): Promise<{ team: Team; changed: boolean }> {
  let [id, changed] = [0, false];
  const { teams } = await changeRoster(ports, organizationId, (roster) => {
    const [member, team] = [findMember(roster.members, who, userId), findTeam(roster.teams, which)];
    id = team.id;
    changed = team.members.includes(member.userId) !== belongs;
    const others = team.members.filter((it) => it !== member.userId);
    const members = belongs ? [...others, member.userId] : others;
    return changed ? { ...roster, teams: roster.teams.map((it) => (it === team ? { ...it, members } : it)) } : roster;
  });
  return { team: findTeam(teams, String(id)), changed };
}

type Grant = { organizationId: number; projectId: number; team: string; granted: boolean };

/** Gives a project to a team or takes it away; whom the project can be assigned to follows. `changed` is false when it was so. Throws NotFound. */
export async function setGrant(
  ports: RosterPorts,
  { organizationId, projectId, team: which, granted }: Grant,
): Promise<{ teams: Team[]; changed: boolean }> {
  let changed = false;
  const { teams } = await changeRoster(ports, organizationId, (roster) => {
    const team = findTeam(roster.teams, which);
    const project = roster.projects.find((it) => it.id === projectId);
    if (!project) throw new NotFound();
    changed = project.teams.includes(team.id) !== granted;
    if (!changed) return roster;
    const own = granted ? [...project.teams, team.id] : project.teams.filter((it) => it !== team.id);
    return { ...roster, projects: roster.projects.map((it) => (it === project ? { ...it, teams: own } : it)) };
  });
  return { teams, changed };
}
