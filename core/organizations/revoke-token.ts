import { Forbidden, NotFound } from "../errors.ts";
import type { Access, NamedToken } from "./access.ts";
import { rankOf } from "./organization.ts";
import type { Organizations, TokenWrites } from "./ports.ts";

const absent = () => new NotFound("There is no such token in this organization, by id.");

/**
 * Ends a token of the organization, named by its id: nobody is known by it from then on. Answers what it was. Throws NotFound, and Forbidden for a token of
 * a member whose role is higher than that of the one who asks.
 */
export async function revokeToken(
  { organizations, tokenWrites }: { organizations: Organizations; tokenWrites: TokenWrites },
  { organizationId, userId }: Pick<Access, "organizationId" | "userId">,
  id: string,
): Promise<NamedToken> {
  const token = (await tokenWrites.list(organizationId)).find((it) => String(it.id) === id);
  if (!token) throw absent();
  const [own, owner] = await Promise.all([userId, token.userId].map((it) => organizations.member(organizationId, it)));
  if (rankOf(owner ?? null) > rankOf(own ?? null)) throw new Forbidden("You cannot take away a token of a member of a higher role.");
  if (!(await tokenWrites.remove(organizationId, token.id))) throw absent();
  return token;
}
