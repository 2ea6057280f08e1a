import type { Access, NamedToken } from "./access.ts";
import { FIXED_SETTINGS } from "./fixed-settings.ts";
import { type Member, type Organization, ROLES, type Role, type Team } from "./organization.ts";

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
    hasAuthProvider: false,
    allowMemberInvite: false,
    allowMemberProjectCreation: false,
    allowSuperuserAccess: false,
    features,
    links: { organizationUrl: publicUrl, regionUrl: publicUrl },
  };
}

/** One organization, for the member who looks and with what the token may do. */
export function organizationDetails(organization: Organization, teams: readonly Team[], { userId, scopes }: Access, publicUrl: string) {
  return {
    ...organizationSummary(organization, publicUrl),
    ...FIXED_SETTINGS,
    orgRoleList: ROLES.map(roleSummary),
    access: scopes,
    teams: teams.map((it) => teamSummary(it, userId)),
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
    teamRole: null,
    flags: { "idp:provisioned": false },
    access: [],
    hasAccess: true,
    isPending: false,
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
  };
}

export function userSummary({ userId, name, username, email }: Pick<Member, "userId" | "name" | "username" | "email">) {
  return { id: String(userId), name, username, email, isActive: true };
}

/** A member as lists show it; there are no invitations here, so nothing about one is ever pending. `teams` are slugs. */
export function memberSummary(member: Member, teams: readonly Team[]) {
  const own = teams.filter((it) => member.teams.includes(it.id)).map((it) => it.slug);
  return {
    id: String(member.userId),
    email: member.email,
    name: member.name,
    role: member.role,
    orgRole: member.role,
    roleName: member.role.charAt(0).toUpperCase() + member.role.slice(1),
    dateCreated: iso(member.createdAt),
    pending: false,
    expired: false,
    inviteStatus: "approved",
    inviterName: null,
    flags: MEMBER_FLAGS,
    user: { ...userSummary(member), ...USER_DETAILS, isActive: member.active, dateJoined: iso(member.createdAt) },
    teams: own,
    teamRoles: own.map((teamSlug) => ({ teamSlug, role: null })),
  };
}

/** One member, with what there is to choose from. */
export function memberDetails(member: Member, teams: readonly Team[], onlyOwner: boolean) {
  return {
    ...memberSummary(member, teams),
    invite_link: null,
    isOnlyOwner: onlyOwner,
    orgRoleList: ROLES.map(roleSummary),
    teamRoleList: [],
  };
}

const roleSummary = (id: Role) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  desc: "",
  scopes: [],
  allowed: true,
  isAllowed: true,
  isRetired: false,
  isTeamRolesAllowed: true,
  is_global: false,
  isGlobal: false,
  minimumTeamRole: "contributor",
});

const MEMBER_FLAGS = {
  "idp:provisioned": false,
  "idp:role-restricted": false,
  "sso:linked": false,
  "sso:invalid": false,
  "member-limit:restricted": false,
  "partnership:restricted": false,
};

/** What clients expect of a user and we have nothing to say about. */
const USER_DETAILS = {
  avatarUrl: "",
  hasPasswordAuth: false,
  isManaged: false,
  lastLogin: null,
  has2fa: false,
  lastActive: null,
  isSuperuser: false,
  isStaff: false,
  experiments: {},
  emails: [],
};

/** A token, never its text. */
export function tokenSummary({ id, name, scopes, userId, last, createdAt, expiresAt }: NamedToken) {
  return {
    id: String(id),
    name,
    scopes,
    user: { id: String(userId) },
    tokenLastCharacters: last,
    dateCreated: iso(createdAt),
    application: null,
    expiresAt: expiresAt === undefined ? null : iso(expiresAt * 1000),
    state: null,
  };
}

/** `GET /api/0/`: what a token may do, and whose it is. */
export function rootSummary(access: Access, member: Member | null) {
  return { version: "0", auth: { scopes: access.scopes }, user: member ? userSummary(member) : null };
}
