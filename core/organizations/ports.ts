import type { NamedToken, Token } from "./access.ts";
import type { Member, MemberByEmail, Organization, Team } from "./organization.ts";
import type { RosterChange } from "./roster.ts";

export type Organizations = {
  bySlug(slug: string): Promise<Organization | null>;
  byId(organizationId: number): Promise<Organization | null>;
  /** As it is now; the others may be a minute old. */
  fresh(organizationId: number): Promise<Organization | null>;
  members(organizationId: number): Promise<Member[]>;
  member(organizationId: number, userId: number): Promise<Member | null>;
  /** Members with this verified address, in any letter case, lowest user id first. */
  membersByEmail(organizationId: number, email: string): Promise<MemberByEmail[]>;
  teams(organizationId: number): Promise<Team[]>;
  team(organizationId: number, teamId: number): Promise<Team | null>;
};

/** Changes of who is in an organization, in which teams, and which teams have which projects. */
export type Rosters = {
  /**
   * Writes a change if everything it names is still as it was; false when something is not: read again. Up to 100 items (about 40
   * members) it is one transaction. What is larger is several: changes first, removals last, so that asking again finishes it.
   */
  write(organizationId: number, change: RosterChange): Promise<boolean>;
};

export type Tokens = { find(sha256: string): Promise<Token | null> };

export type Users = { byEmail(email: string): Promise<number | null> };

export type OrganizationWrites = {
  /** Name and slug, if the slug is still what it was: with a new slug, or not at all. */
  update(before: Organization, after: Organization): Promise<"updated" | "taken" | "changed">;
  /** With its owner and their token: all of it, or nothing where the slug is taken or the owner's address became another user's. */
  create(organization: Organization, owner: Member, token: { sha256: string; token: NamedToken }): Promise<"created" | "taken" | "changed">;
};

export type TokenWrites = {
  list(organizationId: number): Promise<NamedToken[]>;
  /** False when the member is no longer active, or has another role by now. */
  create(sha256: string, token: NamedToken, member: Pick<Member, "userId" | "role">): Promise<boolean>;
  /** From then on nobody is known by it. False when there is no such token. */
  remove(organizationId: number, tokenId: number): Promise<boolean>;
};
