import type { Ports } from "../ports.ts";

type Change = { organizationId: number; projectId: number; deleted: boolean };

/** What follows from a project that came or was deleted, once or more often: who can reach it, and the removal of what it owned. */
export async function followProject(
  ports: Pick<Ports, "organizations" | "projects" | "access" | "projectDeletions">,
  { organizationId, projectId, deleted }: Change,
): Promise<void> {
  if (deleted) await ports.projectDeletions.send([{ v: 1, organizationId, projectId }]);
  await refreshAccess(ports, organizationId, projectId);
}

/**
 * Makes who can reach a project follow from its teams: teams and members that should name the project do, all others do not. Teams of a
 * project and members of a team are the truth, what teams and members hold of projects is a copy of it. A project that is deleted has
 * no teams. May run any number of times.
 */
async function refreshAccess(
  { organizations, projects, access }: Pick<Ports, "organizations" | "projects" | "access">,
  organizationId: number,
  projectId: number,
): Promise<void> {
  const [project, teams, members] = await Promise.all([
    projects.byId(organizationId, projectId),
    organizations.teams(organizationId),
    organizations.members(organizationId),
  ]);
  const own = new Set(project?.teams);
  for (const team of teams) {
    const reaches = own.has(team.id);
    if (team.projects.includes(projectId) !== reaches) await access.setTeam(organizationId, team.id, projectId, reaches);
  }
  for (const member of members) {
    const reaches = member.teams.some((it) => own.has(it));
    if (member.projects.includes(projectId) !== reaches) await access.setMember(organizationId, member, projectId, reaches);
  }
}
