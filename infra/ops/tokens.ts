import { Invalid, NotFound } from "../../core/errors.ts";
import { type NamedToken, SCOPES, type Scope, tokenHash } from "../../core/organizations/access.ts";
import { issueToken } from "../../core/organizations/issue-token.ts";
import { createSignInLink } from "../../core/sessions/sign-in-link.ts";
import { now } from "../../functions/adapters/clock.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { signInLinks } from "../../functions/adapters/dynamo/sign-in-links.ts";
import { tokenWrites } from "../../functions/adapters/dynamo/token-writes.ts";
import { random } from "../../functions/adapters/random.ts";
import { ids } from "../../functions/adapters/redis/ids.ts";
import { publicUrl } from "../../functions/adapters/settings.ts";
import { type Answer, columns, time } from "./command.ts";
import { memberOf, organizationOf } from "./found.ts";

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
