import { type Member, ROLES, type Team } from "./organization.ts";

/** A project as far as teams go. */
export type RosterProject = { id: number; teams: number[]; revision?: number };

/** Who is in an organization, in which teams, and which teams have which projects. */
export type Roster = { members: Member[]; teams: Team[]; projects: RosterProject[] };

/** One thing before and after: new where there is no before, gone where there is no after, only to be as it was where both are equal. */
export type Change<T> = { before: T; after: T } | { before: null; after: T } | { before: T; after: null };

/** `revoked` are the users whose tokens end with it. */
export type RosterChange = { projects: Change<RosterProject>[]; teams: Change<Team>[]; members: Change<Member>[]; revoked: number[] };

/**
 * The roster with every copy as it follows from the truth: `members` of a team and `teams` of a project are true; the projects of a
 * team, and the teams and projects of a member, are copies. Names of people and teams that are gone go too.
 */
export function settle({ members, teams, projects }: Roster): Roster {
  const [teamIds, userIds] = [new Set(teams.map((it) => it.id)), new Set(members.map((it) => it.userId))];
  const owned = projects.map((it) => ({ ...it, teams: it.teams.filter((one) => teamIds.has(one)) }));
  const reaching = teams.map((team) => ({
    ...team,
    members: team.members.filter((it) => userIds.has(it)),
    projects: like(
      team.projects,
      owned.filter((it) => it.teams.includes(team.id)).map((it) => it.id),
    ),
  }));
  const teamsOf = new Map<number, Team[]>();
  for (const team of reaching) for (const it of team.members) teamsOf.set(it, [...(teamsOf.get(it) ?? []), team]);
  const settled = members.map((member) => {
    const own = teamsOf.get(member.userId) ?? [];
    const ids = own.map((it) => it.id);
    return { ...member, teams: like(member.teams, ids), projects: like(member.projects, [...new Set(own.flatMap((it) => it.projects))]) };
  });
  return { members: settled, teams: reaching, projects: owned };
}

/** The same ids in another order are no change. */
function like(before: number[], after: number[]): number[] {
  const known = new Set(before);
  return before.length === after.length && after.every((it) => known.has(it)) ? before : after;
}

/**
 * What differs between two settled rosters. Named beside it, so that it is true together with what others change meanwhile: members
 * whose team got or lost projects that they reach by another team too, and the owner who stays when one goes.
 */
export function difference(before: Roster, after: Roster): RosterChange {
  const teams = changes(before.teams, after.teams, (it) => it.id);
  const moved = new Set(teams.flatMap((it) => (it.before && !same(it.before.projects, it.after?.projects) ? it.before.members : [])));
  const members = changes(before.members, after.members, (it) => it.userId);
  const changed = new Set(members.map((it) => (it.before ?? it.after).userId));
  const kept = after.members.filter((it) => !changed.has(it.userId));
  const staying = members.some((it) => isOwner(it.before) && !isOwner(it.after)) ? kept.find(isOwner) : undefined;
  const guards = kept.filter((it) => moved.has(it.userId) || it === staying).map((it) => ({ before: it, after: it }));
  const revoked = members.flatMap((it) => (it.before && losesTokens(it.before, it.after) ? [it.before.userId] : []));
  return { projects: changes(before.projects, after.projects, (it) => it.id), teams, members: [...members, ...guards], revoked };
}

/** Somebody who may change anything, now. */
export const isOwner = (member: Member | null): boolean => member?.role === "owner" && member.active;

/** Tokens end with the membership, when it is suspended, and with a lower role: they may hold scopes that nobody would give now. */
const losesTokens = (before: Member, after: Member | null): boolean =>
  !after || (before.active && !after.active) || ROLES.indexOf(after.role) < ROLES.indexOf(before.role);

function changes<T>(before: readonly T[], after: readonly T[], id: (it: T) => number): Change<T>[] {
  const was = new Map(before.map((it) => [id(it), it]));
  const is = new Set(after.map(id));
  const changed = after.flatMap((it): Change<T>[] => {
    const known = was.get(id(it));
    if (!known) return [{ before: null, after: it }];
    return same(known, it) ? [] : [{ before: known, after: it }];
  });
  return [...changed, ...before.filter((it) => !is.has(id(it))).map((it) => ({ before: it, after: null }))];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
