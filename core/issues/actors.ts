import { Invalid } from "../errors.ts";
import type { Member, Organization } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Owner } from "./assign.ts";
import { assignedSubscribers } from "./subscribers.ts";

type Reference =
  | { type: "user"; id: number }
  | { type: "team"; id: number }
  | { type: "team"; slug: string }
  | { type: "name"; text: string };

const refused = (message: string): Invalid => new Invalid(message, { fields: { assignedTo: [message] } });

/**
 * How clients name an owner (behaviour §8.5): `user:ID`, `team:ID`, `team:slug`, a bare user id, a username, an e-mail address.
 * Throws Invalid for anything that cannot be read as one of these.
 */
export function parseActor(text: string): Reference {
  const prefixed = /^(user|team):(.+)$/s.exec(text);
  if (!prefixed) return /^\d{1,16}$/.test(text) ? { type: "user", id: Number(text) } : { type: "name", text: text.toLowerCase() };
  const [, type, rest = ""] = prefixed;
  if (/^\d{1,16}$/.test(rest)) return type === "user" ? { type, id: Number(rest) } : { type: "team", id: Number(rest) };
  if (type === "team" && /^[a-z0-9_-]+$/.test(rest)) return { type: "team", slug: rest };
  throw refused("Could not parse actor. Give `user:ID`, `team:ID`, a username or an e-mail address.");
}

/**
 * The owner that a text names, if it may own issues of all these projects: an active member of one of each project's teams, or a team
 * that has them. Throws Invalid saying what was not found or not allowed (behaviour §8.5). One read for an id, one more for a name.
 */
export async function resolveActor(
  { organizations }: { organizations: Organizations },
  organization: Organization,
  projectIds: readonly number[],
  text: string,
): Promise<Owner> {
  const reference = parseActor(text);
  if (reference.type === "team") return resolveTeam(organizations, organization, projectIds, reference);
  const member = await findMember(organizations, organization.id, reference);
  if (!member?.active) throw refused(reference.type === "name" ? `There is no member "${text}".` : "User does not exist");
  if (!projectIds.every((id) => member.projects.includes(id))) throw refused("Cannot assign to non-team member");
  return { type: "user", id: member.userId, email: member.email, subscribers: [{ type: "user", id: member.userId }] };
}

async function resolveTeam(
  organizations: Organizations,
  organization: Organization,
  projectIds: readonly number[],
  reference: { id: number } | { slug: string },
): Promise<Owner> {
  const team =
    "id" in reference
      ? await organizations.team(organization.id, reference.id)
      : (await organizations.teams(organization.id)).find((it) => it.slug === reference.slug);
  if (!team) throw refused("Team does not exist");
  if (!projectIds.every((id) => team.projects.includes(id))) throw refused("Cannot assign to a team without access to the project");
  const owner = { type: "team" as const, id: team.id };
  return { ...owner, email: null, subscribers: assignedSubscribers(owner, team, organization.features) };
}

async function findMember(
  organizations: Organizations,
  organizationId: number,
  reference: { type: "user"; id: number } | { type: "name"; text: string },
): Promise<Member | null> {
  if (reference.type === "user") return organizations.member(organizationId, reference.id);
  const { text } = reference;
  const members = (await organizations.members(organizationId)).sort((a, b) => a.userId - b.userId);
  const named = members.find((it) => it.username.toLowerCase() === text);
  return named ?? members.find((it) => text.includes("@") && it.email.toLowerCase() === text) ?? null;
}
