import * as z from "zod";
import { fixed, flag, id, json, text, time } from "../answers.ts";
import { SCOPES } from "./access.ts";
import { FIXED_SETTINGS } from "./fixed-settings.ts";
import { ROLES } from "./organization.ts";

export const Avatar = z.object({ avatarType: text, avatarUuid: z.null() });
const scopes = z.array(z.enum(SCOPES));

export const User = z
  .object({ id, name: text, username: text, email: text, isActive: flag })
  .meta({ id: "User", description: "A person, by the id that is the same in all organizations." });

const OrganizationShape = {
  id,
  slug: text,
  name: text,
  dateCreated: time,
  status: z.object({ id: text, name: text }),
  isEarlyAdopter: flag,
  require2FA: flag,
  avatar: Avatar,
  hasAuthProvider: flag,
  allowMemberInvite: flag,
  allowMemberProjectCreation: flag,
  allowSuperuserAccess: flag,
  features: z.array(text),
  links: z.object({ organizationUrl: text, regionUrl: text }),
};
export const Organization = z.object(OrganizationShape).meta({ id: "Organization", description: "An organization, as lists show it." });

const Role = z
  .object({
    id: z.enum(ROLES),
    name: text,
    desc: text,
    scopes: z.array(text),
    allowed: flag,
    isAllowed: flag,
    isRetired: flag,
    isTeamRolesAllowed: flag,
    is_global: flag,
    isGlobal: flag,
    minimumTeamRole: text,
  })
  .meta({ id: "Role", description: "What a member may be, from the least to the most." });

const TeamShape = {
  id,
  slug: text,
  name: text,
  dateCreated: time,
  isMember: flag.describe("Whether whoever asks is in it"),
  memberCount: z.int(),
  teamRole: z.null(),
  flags: z.record(text, flag),
  access: z.array(text),
  hasAccess: flag,
  isPending: flag,
  avatar: Avatar,
};
export const Team = z.object(TeamShape).meta({ id: "Team", description: "A team: issues can be its own, and projects belong to it." });
export const TeamDetails = z.object({ ...TeamShape, organization: Organization }).meta({ id: "TeamDetails", description: "One team." });

/** With what else each flow says of one: its projects are another flow's. */
export const OrganizationDetailsShape = {
  ...OrganizationShape,
  ...fixed(FIXED_SETTINGS),
  orgRoleList: z.array(Role),
  access: scopes.describe("What the token may do"),
  teams: z.array(Team),
};

const MemberShape = {
  id,
  email: text,
  name: text,
  role: z.enum(ROLES),
  orgRole: z.enum(ROLES),
  roleName: text,
  dateCreated: time,
  pending: flag,
  expired: flag,
  inviteStatus: text,
  inviterName: z.null(),
  flags: z.record(text, flag),
  user: z.object({
    ...User.shape,
    avatarUrl: text,
    hasPasswordAuth: flag,
    isManaged: flag,
    lastLogin: z.null(),
    has2fa: flag,
    lastActive: z.null(),
    isSuperuser: flag,
    isStaff: flag,
    experiments: z.record(text, json),
    emails: z.array(json),
    dateJoined: time,
  }),
  teams: z.array(text).describe("Slugs"),
  teamRoles: z.array(z.object({ teamSlug: text, role: z.null() })),
};
export const Member = z.object(MemberShape).meta({ id: "Member", description: "A user as a member of the organization." });
export const MemberDetails = z
  .object({
    ...MemberShape,
    invite_link: z.null(),
    isOnlyOwner: flag.describe("Whether nobody else is an owner: then the role stays"),
    orgRoleList: z.array(Role),
    teamRoleList: z.array(json),
  })
  .meta({ id: "MemberDetails", description: "One member, with the roles there are to choose from." });
export const TeamMember = z
  .object({ ...MemberShape, teamSlug: text, teamRole: z.null() })
  .meta({ id: "TeamMember", description: "A member of a team." });

const TokenShape = {
  id,
  name: text,
  scopes,
  user: z.object({ id }),
  tokenLastCharacters: text,
  dateCreated: time,
  application: z.null(),
  expiresAt: time.nullable().describe("When it ends by itself; null: never"),
  state: z.null(),
};
export const Token = z.object(TokenShape).meta({ id: "Token", description: "A token, without its text." });
export const NewlyMadeToken = z
  .object({ ...TokenShape, token: text.describe("Its text, which is kept nowhere and shown in this answer alone") })
  .meta({ id: "NewlyMadeToken", description: "A token that was just made." });

export const Root = z
  .object({ version: text, auth: z.object({ scopes }), user: User.nullable() })
  .meta({ id: "Root", description: "What the token may do, and whose it is." });
