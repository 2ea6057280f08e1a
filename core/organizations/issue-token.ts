import { Conflict, Forbidden, Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { type Access, type NamedToken, requireScope, scopesOf, tokenHash } from "./access.ts";
import { type Role, rankOf } from "./organization.ts";
import type { NewToken } from "./organization-fields.ts";
import type { Organizations, TokenWrites } from "./ports.ts";

const CHANGED = "The member was changed by somebody else at the same time. Try again.";

/** The text of a new token: `sntryu_` and 64 hex digits, the shape that clients recognize. */
export const tokenText = ({ random }: Pick<Ports, "random">): string => `sntryu_${Buffer.from(random(32)).toString("hex")}`;

/**
 * A new token for the one who asks, or for another member whose role is no higher. Its text is answered here and kept nowhere. Throws Forbidden for a scope that the one who asks does not hold, and for
 * a member of a higher role; Invalid where there is no such active member.
 */
export async function issueToken(
  {
    ids,
    now,
    random,
    organizations,
    tokenWrites,
  }: Pick<Ports, "ids" | "now" | "random"> & { organizations: Organizations; tokenWrites: TokenWrites },
  access: Access,
  { name = "", scopes, user }: NewToken,
): Promise<{ token: NamedToken; text: string }> {
  for (const scope of scopes) requireScope(access, scope);
  const { organizationId } = access;
  const userId = user === undefined ? access.userId : Number(user);
  const [own, member] = await Promise.all([access.userId, userId].map((it) => organizations.member(organizationId, it)));
  if (!member?.active) throw new Invalid("There is no such active member.", { fields: { user: ["There is no such active member."] } });
  if (rankOf(member) > rankOf(own ?? null)) throw new Forbidden("You cannot make a token for a member of a higher role.");
  const text = tokenText({ random });
  const described = { name, last: text.slice(-4), createdAt: now() };
  const token = { id: await ids.next(), organizationId, userId, scopes: [...new Set(scopes)], ...described };
  const created = await tokenWrites.create(tokenHash(text), token, member);
  if (!created) throw new Conflict(CHANGED);
  return { token, text };
}

type Member = { organizationId: number; userId: number; role: Role };

/** A token that one sign-in stands for: of the member's role, for so many seconds, and with a text that nobody is told. Answers what is stored of that. Throws Conflict. */
export async function issueUntoldToken(
  { ids, now, random, tokenWrites }: Pick<Ports, "ids" | "now" | "random"> & { tokenWrites: TokenWrites },
  { organizationId, userId, role }: Member,
  { name, seconds }: { name: string; seconds: number },
): Promise<{ token: NamedToken; sha256: string }> {
  const text = tokenText({ random });
  const described = { name, last: text.slice(-4), createdAt: now(), expiresAt: Math.ceil(now() / 1000) + seconds };
  const token = { id: await ids.next(), organizationId, userId, scopes: scopesOf(role), ...described };
  const sha256 = tokenHash(text);
  if (!(await tokenWrites.create(sha256, token, { userId, role }))) throw new Conflict(CHANGED);
  return { token, sha256 };
}
