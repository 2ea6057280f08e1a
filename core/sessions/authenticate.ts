import { NotFound, Unauthorized } from "../errors.ts";
import { type Access, bearerToken, requireScope, type Scope, tokenHash } from "../organizations/access.ts";
import { type Organization, SLUG } from "../organizations/organization.ts";
import type { Organizations, Tokens } from "../organizations/ports.ts";
import { isSignedOut, type Session } from "./session.ts";

type Place = { organization: string | undefined; scope: Scope | null };
type Found = { access: Access; organization: Organization };

/** `authorize` for the token of an `Authorization` header. Throws Unauthorized for a header without one, too. */
export async function authenticate(
  ports: { tokens: Tokens; organizations: Organizations },
  { authorization, ...place }: Place & { authorization: string | undefined },
): Promise<Found> {
  return authorize(ports, { ...place, tokenHash: tokenHash(bearerToken(authorization)) });
}

/**
 * Who asks and for which organization: the one named in the path by slug or id, else the token's own. Two reads, in parallel.
 * Throws Unauthorized for an unknown token and for a session that was signed out, NotFound for an organization that is not the token's, Forbidden without the scope.
 */
export async function authorize(
  { tokens, organizations }: { tokens: Tokens; organizations: Organizations },
  input: Place & { tokenHash: string; session?: Session | undefined },
): Promise<Found> {
  const [token, named] = await Promise.all([
    tokens.find(input.tokenHash),
    input.organization === undefined ? null : findOrganization(organizations, input.organization),
  ]);
  if (!token) throw new Unauthorized("Invalid token: nobody has it, or it was deleted.");
  if (input.session && isSignedOut(input.session, token)) throw new Unauthorized("You signed out.");
  const organization = input.organization === undefined ? await organizations.byId(token.organizationId) : named;
  if (organization?.id !== token.organizationId) throw new NotFound("There is no such organization, or the token is not one of it.");
  const access = { organizationId: token.organizationId, userId: token.userId, scopes: token.scopes };
  if (input.scope) requireScope(access, input.scope);
  return { access, organization };
}

async function findOrganization(organizations: Organizations, slugOrId: string): Promise<Organization | null> {
  if (/^\d{1,16}$/.test(slugOrId)) return organizations.byId(Number(slugOrId));
  const slug = slugOrId.toLowerCase();
  return SLUG.test(slug) ? organizations.bySlug(slug) : null;
}
