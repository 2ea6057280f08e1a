import type { Change, RosterChange } from "../organizations/roster.ts";

/** What a change of teams and members leads to: `found` says that somebody is found by an address in a project where they were not. */
export type RosterNews = {
  reason: "team" | "member";
  /** Whose rules may mean somebody else from now on. */
  projects: number[];
  gone: { type: "team" | "user"; id: number }[];
  found: boolean;
};

/** A team or a member, as far as it matters to who may own issues. */
type Reach = { projects: number[]; slug?: string; email?: string; active?: boolean };

/** Null for a change that nobody else has to hear of, as one of a name or a role. */
export function rosterNews({ teams, members }: Pick<RosterChange, "teams" | "members">): RosterNews | null {
  const changed = members.filter((it) => it.before !== it.after);
  const projects = new Set([...teams.flatMap(affected), ...changed.flatMap(affected)]);
  const goneTeams = teams.flatMap(({ before, after }) => (before && !after ? [{ type: "team" as const, id: before.id }] : []));
  const goneMembers = changed.flatMap(({ before, after }) => (before && !after ? [{ type: "user" as const, id: before.userId }] : []));
  const gone = [...goneTeams, ...goneMembers];
  const found = changed.some(isFound);
  if (projects.size === 0 && gone.length === 0 && !found) return null;
  return { reason: teams.length > 0 ? "team" : "member", projects: [...projects], gone, found };
}

/** The projects that it came to or left; all of its, where it came, went or is known by another name. */
function affected({ before, after }: Change<Reach>): number[] {
  const [were, are] = [new Set(before?.projects), new Set(after?.projects)];
  const same = before && after && before.slug === after.slug && before.email === after.email && before.active === after.active;
  return [...(same ? were.symmetricDifference(are) : were.union(are))];
}

function isFound({ before, after }: Change<Reach>): boolean {
  if (!after?.active) return false;
  const had = new Set(before?.active ? before.projects : []);
  return after.projects.some((it) => !had.has(it));
}
