import type { Member, MemberByEmail, Organization, Team } from "./organization.ts";

export type Organizations = {
  bySlug(slug: string): Promise<Organization | null>;
  byId(organizationId: number): Promise<Organization | null>;
  members(organizationId: number): Promise<Member[]>;
  member(organizationId: number, userId: number): Promise<Member | null>;
  /** Members with this verified address, in any letter case, lowest user id first. */
  membersByEmail(organizationId: number, email: string): Promise<MemberByEmail[]>;
  teams(organizationId: number): Promise<Team[]>;
  team(organizationId: number, teamId: number): Promise<Team | null>;
};
