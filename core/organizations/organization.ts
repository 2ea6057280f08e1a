/** All ids are 53-bit snowflakes: safe integers inside, decimal strings on the wire. Times are milliseconds since the Unix epoch. */
export type Organization = { id: number; slug: string; name: string; createdAt: number; features: Feature[] };

/** What a slug may look like; anything else names nothing, and is not worth a read. Longer than any we give out (behaviour §6.2: 50). */
export const SLUG = /^[a-z0-9_-]{1,100}$/;

/** Flags an organization may have (behaviour §0.4). */
export type Feature = "team-workflow-notifications" | "increased-issue-owners-rate-limit";

/** How often a thing was written by what decides on it; none where it never was. What was read may be written if it is still the same. */
export type Revised = { revision?: number };

export type Team = Revised & { id: number; slug: string; name: string; createdAt: number; members: number[]; projects: number[] };

/** From the least to the most. */
export const ROLES = ["member", "admin", "manager", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** How much a member may, to compare; least of all who is no active member. */
export const rankOf = (member: Pick<Member, "role" | "active"> | null): number => (member?.active ? ROLES.indexOf(member.role) : 0);

/** A user as a member of one organization. `projects` are those its teams reach: what "has access to the project" means. */
export type Member = Revised & {
  userId: number;
  name: string;
  username: string;
  /** Primary address. */
  email: string;
  role: Role;
  active: boolean;
  createdAt: number;
  teams: number[];
  projects: number[];
};

/** A member found by one of its verified addresses; `email` is that address as it is stored. */
export type MemberByEmail = { userId: number; email: string; active: boolean; projects: number[] };
