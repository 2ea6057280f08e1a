import { Forbidden, Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { changeRoster, type RosterPorts } from "./change-roster.ts";
import { findMember } from "./find-member.ts";
import { type Member, ROLES, type Role, type Team } from "./organization.ts";
import type { MemberUpdate } from "./organization-fields.ts";
import type { Users } from "./ports.ts";
import type { Roster } from "./roster.ts";

/** `userId` is who asks. */
type Asked = { organizationId: number; userId: number };

const refused = (field: string, message: string): Invalid => new Invalid(message, { fields: { [field]: [message] } });

/**
 * Adds a person as an active member: the user who has this address, else a new one. The address counts as verified in this
 * organization, as its own people vouch for it. Throws Invalid for a member and for unknown teams, Forbidden for a role above the
 * role of the one who asks.
 */
export async function addMember(
  ports: RosterPorts & Pick<Ports, "ids" | "now"> & { users: Users },
  { organizationId, userId }: Asked,
  { email, role = "member", teams = [] }: { email: string; role?: Role | undefined; teams?: string[] | undefined },
): Promise<{ member: Member; teams: Team[] }> {
  const [fresh, createdAt] = [await ports.ids.next(), ports.now()];
  let id = fresh;
  const after = await changeRoster(ports, organizationId, async (roster) => {
    requireRank(roster, userId, role);
    id = (await ports.users.byEmail(email)) ?? fresh;
    const known = roster.members.some((it) => it.userId === id || it.email.toLowerCase() === email.toLowerCase());
    if (known) throw refused("email", "There is a member with this e-mail address already.");
    const member = { userId: id, name: email, username: email, email, role, active: true, createdAt, teams: [], projects: [] };
    return placedIn({ ...roster, members: [...roster.members, member] }, id, teams);
  });
  return { member: findMember(after.members, String(id), userId), teams: after.teams };
}

/**
 * Changes a member's role, teams or whether it is active. Throws NotFound, Invalid for unknown teams, Forbidden for a role above the
 * role of the one who asks and for the last active owner. A lower role or a suspension ends the member's tokens.
 */
export async function updateMember(
  ports: RosterPorts,
  { organizationId, userId }: Asked,
  text: string,
  update: MemberUpdate,
): Promise<{ member: Member; members: Member[]; teams: Team[] }> {
  let id = 0;
  const after = await changeRoster(ports, organizationId, (roster) => {
    const member = findMember(roster.members, text, userId);
    const { role = member.role, active = member.active, teams } = update;
    id = member.userId;
    if (role !== member.role || active !== member.active) requireRank(roster, userId, member.role, role);
    const members = roster.members.map((it) => (it === member ? { ...it, role, active } : it));
    return teams ? placedIn({ ...roster, members }, id, teams) : { ...roster, members };
  });
  return { member: findMember(after.members, String(id), userId), members: after.members, teams: after.teams };
}

/**
 * Ends a membership: the person is in no team, found by no address, and known by no token of this organization any more. Throws
 * NotFound, Forbidden for a role above the role of the one who asks and for the last active owner.
 */
export async function removeMember(ports: RosterPorts, { organizationId, userId }: Asked, text: string): Promise<void> {
  await changeRoster(ports, organizationId, (roster) => {
    const member = findMember(roster.members, text, userId);
    requireRank(roster, userId, member.role);
    return { ...roster, members: roster.members.filter((it) => it !== member) };
  });
}

/** Nobody gives, changes or takes away a role above their own. */
function requireRank(roster: Roster, userId: number, ...roles: Role[]): void {
  const own = roster.members.find((it) => it.userId === userId && it.active)?.role ?? "member";
  if (roles.some((it) => ROLES.indexOf(it) > ROLES.indexOf(own))) throw new Forbidden(`A ${own} cannot decide about a role above it.`);
}

/** The roster with this user in these teams, by slug, and in no others. */
function placedIn(roster: Roster, userId: number, slugs: readonly string[]): Roster {
  const unknown = slugs.find((slug) => !roster.teams.some((it) => it.slug === slug));
  if (unknown !== undefined) throw refused("teams", `There is no team "${unknown}".`);
  const teams = roster.teams.map((it) => {
    const others = it.members.filter((member) => member !== userId);
    if (!slugs.includes(it.slug)) return { ...it, members: others };
    return it.members.includes(userId) ? it : { ...it, members: [...others, userId] };
  });
  return { ...roster, teams };
}
