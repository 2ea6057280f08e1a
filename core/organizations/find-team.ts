import { NotFound } from "../errors.ts";
import type { Team } from "./organization.ts";

/** The team that a path names by slug, in any letter case, or id. Throws NotFound. */
export function findTeam(teams: readonly Team[], text: string): Team {
  const team = teams.find((it) => it.slug === text.toLowerCase() || String(it.id) === text);
  if (!team) throw new NotFound("There is no such team in this organization, by slug or by id.");
  return team;
}
