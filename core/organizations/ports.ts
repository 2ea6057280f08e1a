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

/**
 * The projects that teams and members reach, as copied to them: adds one or takes it away; what is so already stays as it is. Throws
 * Unavailable when others change the same list all the time.
 */
export type Access = {
  setTeam(organizationId: number, teamId: number, projectId: number, reaches: boolean): Promise<void>;
  /** Also where the member is found by its addresses. */
  setMember(organizationId: number, member: Pick<Member, "userId" | "email">, projectId: number, reaches: boolean): Promise<void>;
};
