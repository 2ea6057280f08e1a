import type { RosterPorts } from "../../core/organizations/change-roster.ts";
import type { Member, Organization, Team } from "../../core/organizations/organization.ts";
import type { Change, Roster, RosterProject } from "../../core/organizations/roster.ts";
import type { Projects } from "../../core/projects/ports.ts";
import { fakeOrganizations, ORGANIZATION } from "./fakes.ts";

type Rows<T> = { rows: T[]; id: (it: T) => number; decisive: (it: T) => unknown };

/** An organization's people, teams and projects in memory, and what was written. `before` runs ahead of every write. */
export function fakeRoster(seed: Roster, organization: Organization = ORGANIZATION) {
  const { members, teams, projects } = structuredClone(seed);
  const people: Rows<Member> = {
    rows: members,
    id: (it) => it.userId,
    decisive: ({ role, active, teams, projects }) => [role, active, teams, projects],
  };
  const groups: Rows<Team> = {
    rows: teams,
    id: (it) => it.id,
    decisive: ({ slug, name, members, projects }) => [slug, name, members, projects],
  };
  const owned: Rows<RosterProject> = { rows: projects, id: (it) => it.id, decisive: (it) => it.teams };
  const revoked: number[] = [];
  const state = { members, teams, projects, revoked, writes: 0, before: async (): Promise<void> => {} };
  const listed = (it: RosterProject) => ({ slug: `p${it.id}`, name: "", platform: null, createdAt: 0, firstEventAt: null, ...it });
  const ports: RosterPorts & { projects: Projects } = {
    organizations: {
      ...fakeOrganizations({ organization, members, teams }),
      members: async (id) => (id === organization.id ? structuredClone(members) : []),
      teams: async (id) => (id === organization.id ? structuredClone(teams) : []),
    },
    projects: {
      list: async (id) => (id === organization.id ? structuredClone(projects).map(listed) : []),
      byId: async (id, projectId) => {
        const found = id === organization.id ? projects.find((it) => it.id === projectId) : undefined;
        return found ? listed(structuredClone(found)) : null;
      },
      bySlug: notFaked,
      keys: notFaked,
      key: notFaked,
    },
    rosters: {
      write: async (_, change) => {
        await state.before();
        const holds = [fits(people, change.members), fits(groups, change.teams), fits(owned, change.projects)];
        const freeSlugs = change.teams.every(({ before, after }) => after === null || !taken(teams, before, after));
        if (holds.includes(false) || !freeSlugs) return false;
        for (const it of change.members) apply(people, it);
        for (const it of change.teams) apply(groups, it);
        for (const it of change.projects) apply(owned, it);
        revoked.push(...change.revoked);
        state.writes++;
        return true;
      },
    },
  };
  return { ports, state };
}

const notFaked = (): Promise<never> => Promise.reject(new Error("people and teams do not need this of projects"));

const taken = (teams: readonly Team[], before: Team | null, after: Team): boolean =>
  teams.some((it) => it.slug === after.slug && it.id !== before?.id);

function fits<T>({ rows, id, decisive }: Rows<T>, changes: readonly Change<T>[]): boolean {
  return changes.every(({ before, after }) => {
    const row = rows.find((it) => id(it) === id((before ?? after) as T));
    return before === null ? row === undefined : row !== undefined && JSON.stringify(decisive(row)) === JSON.stringify(decisive(before));
  });
}

function apply<T>({ rows, id }: Rows<T>, { before, after }: Change<T>): void {
  const at = before === null ? rows.length : rows.findIndex((it) => id(it) === id(before));
  rows.splice(at, 1, ...(after === null ? [] : [structuredClone(after)]));
}
