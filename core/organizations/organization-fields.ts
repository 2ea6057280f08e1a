import * as z from "zod";
import { SCOPES } from "./access.ts";
import { Name, Slug } from "./name-fields.ts";
import { ROLES } from "./organization.ts";
import { slugify } from "./slug.ts";

/** RFC 5321 §4.5.3.1.3 bounds an address at 254 characters. */
const email = z.email({ error: "Enter a valid email address." }).max(254, "Enter a valid email address.");

/** Bodies of requests: fields that are left out stay as they are. */
export const OrganizationUpdate = z.object({ name: Name.optional(), slug: Slug.optional() });
export type OrganizationUpdate = z.infer<typeof OrganizationUpdate>;

/** What an operator says of a new organization: its name, which gives its slug, and its owner's address. */
export const NewOrganization = z.object({
  name: Name.refine(
    (it) => Slug.safeParse(slugify(it)).success,
    'A name gives the slug that stands in every address: it needs a letter from a to z, and not to be a reserved word like "settings".',
  ),
  owner: email,
});

/** One of the two is enough. */
export const NewTeam = z
  .object({ name: Name.nullish(), slug: Slug.nullish() })
  .refine((it) => it.name || it.slug, { error: "Name or slug is required", path: ["name"] });

export const TeamUpdate = z.object({ name: Name.optional(), slug: Slug.optional() });
export type TeamUpdate = z.infer<typeof TeamUpdate>;

const role = z.enum(ROLES, { error: `Give one of ${ROLES.join(", ")}.` });
const placed = { role: role.optional(), orgRole: role.optional(), teams: z.array(z.string()).optional() };
const teamRoles = z.array(z.object({ teamSlug: z.string() })).nullish();

type Placed = { role?: z.infer<typeof role> | undefined; orgRole?: z.infer<typeof role> | undefined; teams?: string[] | undefined };

/** Clients say `orgRole` and `teamRoles` now, `role` and `teams` before. */
const place = ({ role, orgRole, teams, teamRoles }: Placed & { teamRoles?: { teamSlug: string }[] | null | undefined }) => ({
  role: orgRole ?? role,
  teams: teamRoles?.map((it) => it.teamSlug) ?? teams,
});

export const NewMember = z.object({ email, ...placed, teamRoles }).transform((it) => ({ email: it.email, ...place(it) }));

export const MemberUpdate = z
  .object({ ...placed, teamRoles, active: z.boolean().optional() })
  .transform((it) => ({ active: it.active, ...place(it) }));
export type MemberUpdate = z.infer<typeof MemberUpdate>;

export const NewToken = z.object({
  name: Name.optional(),
  scopes: z.array(z.enum(SCOPES, { error: ({ input }) => `There is no scope "${String(input)}".` })).min(1, "Give one scope at least."),
  /** Whose it is to be, by id; the one who asks where it is left out. */
  user: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,16}$/, "Give the id of a member."))
    .optional(),
});
export type NewToken = z.infer<typeof NewToken>;
