import type { Access } from "./access.ts";
import type { Member, Organization, Team } from "./organization.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** An organization as the Web API shows it: ids are text, times carry a zone, what we do not have is left out. */
export function organizationSummary({ id, slug, name, createdAt, features }: Organization, publicUrl: string) {
  return {
    id: String(id),
    slug,
    name,
    dateCreated: iso(createdAt),
    status: { id: "active", name: "active" },
    isEarlyAdopter: false,
    require2FA: false,
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
    features,
    links: { organizationUrl: publicUrl, regionUrl: publicUrl },
  };
}

export function teamSummary({ id, slug, name, createdAt, members }: Team, userId: number) {
  return {
    id: String(id),
    slug,
    name,
    dateCreated: iso(createdAt),
    isMember: members.includes(userId),
    memberCount: members.length,
    hasAccess: true,
    isPending: false,
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
  };
}

export function userSummary({ userId, name, username, email }: Pick<Member, "userId" | "name" | "username" | "email">) {
  return { id: String(userId), name, username, email, isActive: true };
}

/** `teams` are slugs here. */
export function memberSummary(member: Member, teams: readonly Team[]) {
  return {
    id: String(member.userId),
    email: member.email,
    name: member.name,
    role: member.role,
    orgRole: member.role,
    dateCreated: iso(member.createdAt),
    pending: false,
    expired: false,
    user: { ...userSummary(member), isActive: member.active },
    teams: teams.filter((it) => member.teams.includes(it.id)).map((it) => it.slug),
  };
}

/** `GET /api/0/`: what a token may do, and whose it is. */
export function rootSummary(access: Access, member: Member | null) {
  return { version: "0", auth: { scopes: access.scopes }, user: member ? userSummary(member) : null };
}
