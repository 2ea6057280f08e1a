import { Invalid, NotFound } from "../../core/errors.ts";
import { type NamedToken, SCOPES, type Scope, tokenHash } from "../../core/organizations/access.ts";
import { issueToken, issueUntoldToken } from "../../core/organizations/issue-token.ts";
import { SESSION_SECONDS } from "../../core/sessions/session.ts";
import { createSignInLink, SIGN_IN_LINK_SECONDS } from "../../core/sessions/sign-in-link.ts";
import { audit } from "../../functions/adapters/audit.ts";
import { now } from "../../functions/adapters/clock.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { signInLinks } from "../../functions/adapters/dynamo/sign-in-links.ts";
import { tokenWrites } from "../../functions/adapters/dynamo/token-writes.ts";
import { random } from "../../functions/adapters/random.ts";
import { ids } from "../../functions/adapters/redis/ids.ts";
import { publicUrl } from "../../functions/adapters/settings.ts";
import { type Answer, columns, time } from "./command.ts";
import { memberOf, OPERATOR, organizationOf } from "./found.ts";

/** Throws Invalid for scopes that there are not, NotFound where nobody has the address, and as `issueToken` does. */
export async function createToken(
  slug: string,
  { user, name = "", scopes }: { user: string; name?: string; scopes?: string },
): Promise<Answer> {
  const organization = await organizationOf(slug);
  const member = await memberOf(organization, user);
  if (scopes === undefined && member.role !== "owner") throw new Invalid(`${user} is no owner: say --scopes, of ${SCOPES.join(",")}.`);
  const wanted = scopes?.split(",").map((it) => it.trim()) ?? SCOPES;
  const unknown = wanted.filter((it) => !SCOPES.includes(it as Scope));
  if (unknown.length > 0) throw new Invalid(`There is no scope ${unknown.join(", ")}. There are ${SCOPES.join(",")}.`);
  const access = { organizationId: organization.id, userId: member.userId, scopes: [...SCOPES] };
  const made = await issueToken({ ids, now, random, organizations, tokenWrites }, access, {
    name,
    scopes: wanted as Scope[],
    user: undefined,
  });
  const path = await createSignInLink({ signInLinks, now, random }, { tokenHash: tokenHash(made.text) });
  const link = `${publicUrl()}${path}`;
  return {
    value: { id: String(made.token.id), token: made.text, signIn: link, scopes: wanted },
    lines: [
      `Token ${made.token.id} of ${member.email} in ${organization.slug}. Neither line is shown again:`,
      "",
      `token      ${made.text}`,
      `sign in    ${link}   works once, within ten minutes`,
    ],
  };
}

/** Throws NotFound, and Conflict where the member changes at the same time. */
export async function signIn(slug: string, email: string): Promise<Answer> {
  const organization = await organizationOf(slug);
  const { id: organizationId } = organization;
  const { userId, role, email: address } = await memberOf(organization, email);
  const named = { name: "Signed in by command", seconds: SIGN_IN_LINK_SECONDS + SESSION_SECONDS };
  const { token, sha256 } = await issueUntoldToken({ ids, now, random, tokenWrites }, { organizationId, userId, role }, named);
  await audit({ organizationId, userId: OPERATOR }, "TOKEN_ADD", token.id, { name: named.name, for: address });
  const link = `${publicUrl()}${await createSignInLink({ signInLinks, now, random }, { tokenHash: sha256 })}`;
  return {
    value: { signIn: link, token: String(token.id), role, scopes: token.scopes },
    lines: [`As ${address}, ${role} of ${organization.slug}. Not shown again:`, "", `sign in    ${link}   works once, within ten minutes`],
  };
}

/** Throws NotFound. */
export async function listTokens(slug: string): Promise<Answer> {
  const { id } = await organizationOf(slug);
  const [tokens, members] = await Promise.all([tokenWrites.list(id), organizations.members(id)]);
  const emailOf = ({ userId }: NamedToken) => members.find((it) => it.userId === userId)?.email ?? "nobody";
  const value = tokens.map((it) => ({
    ...{ id: String(it.id), name: it.name, last: it.last, user: emailOf(it), scopes: it.scopes, created: time(it.createdAt) },
  }));
  const rows = value.map((it) => [it.id, `…${it.last}`, it.user, it.created, it.name]);
  return { value, lines: columns([["id", "ends in", "user", "created", "name"], ...rows]) };
}

/** Throws NotFound. */
export async function revokeToken(slug: string, id: string): Promise<Answer> {
  const organization = await organizationOf(slug);
  const isGone = /^\d{1,16}$/.test(id) && (await tokenWrites.remove(organization.id, Number(id)));
  if (!isGone) throw new NotFound(`${organization.slug} has no token ${id}.`);
  return { value: { id, revoked: true }, lines: [`Token ${id} of ${organization.slug} is ended, and so are its sessions.`] };
}
