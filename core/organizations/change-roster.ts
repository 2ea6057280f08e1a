import { Forbidden, Unavailable } from "../errors.ts";
import type { Organizations, Rosters } from "./ports.ts";
import { difference, isOwner, type Roster, type RosterChange, type RosterProject, settle } from "./roster.ts";

export type RosterPorts = {
  organizations: Organizations;
  projects: { list(organizationId: number): Promise<RosterProject[]> };
  rosters: Rosters;
};

const ATTEMPTS = 10;

/**
 * Changes who is where, and everything that follows from it, together: three reads, and one transaction when anything differs. `change`
 * decides on what was read, throws what speaks against it, and is asked again when somebody else was faster. Answers the roster as it
 * is then. An organization that has an active owner keeps one: Forbidden otherwise. Unavailable when others were faster ten times.
 */
export async function changeRoster(
  { organizations, projects, rosters }: RosterPorts,
  organizationId: number,
  change: (roster: Roster) => Roster | Promise<Roster>,
): Promise<Roster> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [members, teams, owned] = await Promise.all([
      organizations.members(organizationId),
      organizations.teams(organizationId),
      projects.list(organizationId),
    ]);
    const before = { members, teams, projects: owned };
    const after = settle(await change(before));
    if (before.members.some(isOwner) && !after.members.some(isOwner)) {
      throw new Forbidden("An organization needs an active owner. Make somebody else one first.");
    }
    const differing = difference(before, after);
    if (isNothing(differing) || (await rosters.write(organizationId, differing))) return after;
  }
  throw new Unavailable("The organization's roster", 1);
}

const isNothing = ({ projects, teams, members }: RosterChange): boolean => projects.length + teams.length + members.length === 0;
