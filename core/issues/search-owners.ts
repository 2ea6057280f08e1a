import type { Member, Team } from "../organizations/organization.ts";
import type { Assignee } from "./group.ts";
import { textsOf } from "./search-values.ts";

/** Whom a search may name, and who `me` is. */
export type People = { members: readonly Member[]; teams: readonly Team[]; userId: number };

/**
 * Whom a value names: an address or a user name in any case, `me`, `#team`, `my_teams`; null for `none`, several by a list. A name that
 * nobody has is left out.
 */
export function ownersNamed(value: string, people: People): (Assignee | null)[] {
  return textsOf(value).exact.flatMap((it) => named(it, people));
}

function named(name: string, { members, teams, userId }: People): (Assignee | null)[] {
  const team = (id: number): Assignee => ({ type: "team", id });
  if (name === "none") return [null];
  if (name === "me") return [{ type: "user", id: userId }];
  if (name === "my_teams") return teams.filter((it) => it.members.includes(userId)).map((it) => team(it.id));
  if (name.startsWith("#")) return teams.filter((it) => it.slug === name.slice(1)).map((it) => team(it.id));
  const wanted = name.toLowerCase();
  const member = members.find((it) => [it.email, it.username].some((own) => own.toLowerCase() === wanted));
  return member ? [{ type: "user", id: member.userId }] : [];
}

/** Whether one of these owners is among those named; nobody where there are none. */
export const isOwned = (owners: readonly Assignee[], wanted: readonly (Assignee | null)[]): boolean =>
  wanted.some((one) => (one === null ? owners.length === 0 : owners.some((it) => it.type === one.type && it.id === one.id)));
