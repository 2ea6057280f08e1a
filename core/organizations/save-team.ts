import { Conflict, Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { changeRoster, type RosterPorts } from "./change-roster.ts";
import { findTeam } from "./find-team.ts";
import type { Team } from "./organization.ts";
import type { TeamUpdate } from "./organization-fields.ts";
import { GIVEN_SLUG, isReservedSlug, slugify } from "./slug.ts";

type Input = { organizationId: number; userId: number; name?: string | null | undefined; slug?: string | null | undefined };

const refused = (field: string, message: string): Invalid => new Invalid(message, { fields: { [field]: [message] } });

/**
 * A new team with the one who asks in it, if a member. Throws Conflict when the slug, given or made from the name, is another team's,
 * Invalid when the name gives no slug.
 */
export async function createTeam(ports: RosterPorts & Pick<Ports, "ids" | "now">, input: Input): Promise<Team> {
  const slug = input.slug ?? slugify(input.name ?? "");
  if (!GIVEN_SLUG.test(slug) || isReservedSlug(slug)) throw refused("slug", "The name makes no slug. Give a slug too.");
  const id = await ports.ids.next();
  const team = { id, slug, name: input.name ?? slug, createdAt: ports.now(), projects: [] };
  const { teams } = await changeRoster(ports, input.organizationId, (roster) => {
    if (roster.teams.some((it) => it.slug === slug)) throw new Conflict("A team with this slug already exists.");
    const creator = roster.members.filter((it) => it.userId === input.userId && it.active).map((it) => it.userId);
    return { ...roster, teams: [...roster.teams, { ...team, members: creator }] };
  });
  return findTeam(teams, String(id));
}

/** Changes name and slug. Throws NotFound, Invalid when the slug is another team's. */
export async function updateTeam(ports: RosterPorts, organizationId: number, text: string, update: TeamUpdate): Promise<Team> {
  let id = 0;
  const { teams } = await changeRoster(ports, organizationId, (roster) => {
    const team = findTeam(roster.teams, text);
    const { name = team.name, slug = team.slug } = update;
    const others = roster.teams.filter((it) => it.id !== team.id);
    if (others.some((it) => it.slug === slug)) throw refused("slug", `The slug "${slug}" is already in use.`);
    id = team.id;
    return { ...roster, teams: roster.teams.map((it) => (it.id === team.id ? { ...it, name, slug } : it)) };
  });
  return findTeam(teams, String(id));
}

/** Removes a team: from its projects and its members too. What it was assigned is nobody's soon after. Throws NotFound. */
export async function deleteTeam(ports: RosterPorts, organizationId: number, text: string): Promise<void> {
  await changeRoster(ports, organizationId, (roster) => {
    const team = findTeam(roster.teams, text);
    return { ...roster, teams: roster.teams.filter((it) => it !== team) };
  });
}
