import { Conflict, Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { SCOPES, tokenHash } from "./access.ts";
import { tokenText } from "./issue-token.ts";
import type { Member, Organization } from "./organization.ts";
import { NewOrganization } from "./organization-fields.ts";
import type { OrganizationWrites, Users } from "./ports.ts";
import { slugify } from "./slug.ts";

type Needed = Pick<Ports, "ids" | "now" | "random"> & {
  users: Users;
  organizationWrites: OrganizationWrites;
  /** Answers the path that signs in with it, once. */
  signInLink: (token: { tokenHash: string }) => Promise<string>;
};
type Created = { organization: Organization; owner: Member; token: string; signInPath: string };

/**
 * An organization, its owner (the user who has this address, else a new one) and a token of theirs with every scope: all of it or
 * nothing. The token's text and the path that signs in once are answered here and kept nowhere. Throws Invalid for what is no name or
 * address, Conflict where the slug that the name gives is taken, also by one who asks at the same time.
 */
export async function createOrganization(ports: Needed, input: { name: string; owner: string }): Promise<Created> {
  const parsed = NewOrganization.safeParse(input);
  if (!parsed.success) throw new Invalid(parsed.error.issues[0]?.message ?? "Give a name and the address of the owner.");
  const { name, owner: email } = parsed.data;
  const createdAt = ports.now();
  const organization: Organization = { id: await ports.ids.next(), slug: slugify(name), name, createdAt, features: [] };
  const userId = (await ports.users.byEmail(email)) ?? (await ports.ids.next());
  const person = { userId, name: email, username: email, email };
  const owner: Member = { ...person, role: "owner", active: true, createdAt, teams: [], projects: [] };
  const text = tokenText(ports);
  const [sha256, id] = [tokenHash(text), await ports.ids.next()];
  const described = { name: "First token", last: text.slice(-4), createdAt };
  const token = { id, organizationId: organization.id, userId, scopes: [...SCOPES], ...described };
  // Before the organization: without one it leads nowhere, while a token whose link failed would be lost.
  const signInPath = await ports.signInLink({ tokenHash: sha256 });
  const outcome = await ports.organizationWrites.create(organization, owner, { sha256, token });
  if (outcome === "taken") throw new Conflict(`There is an organization "${organization.slug}" already.`);
  if (outcome === "changed") throw new Conflict("Somebody else got this address at the same time. Try again.");
  return { organization, owner, token: text, signInPath };
}
