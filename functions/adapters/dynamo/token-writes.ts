import type { NamedToken } from "../../../core/organizations/access.ts";
import type { TokenWrites } from "../../../core/organizations/ports.ts";
import { now } from "../clock.ts";
import { create, remove, revise } from "./compare.ts";
import { type Key, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

type Stored = NamedToken & { keys: Key[] };

export const tokenWrites: TokenWrites = {
  // What is over stays in the table until DynamoDB takes it away, which may be two days.
  list: async (organizationId) =>
    (await tokenItems(organizationId))
      .map(({ keys: _, ...token }) => token)
      .filter(({ expiresAt }) => !(expiresAt && expiresAt * 1000 <= now())),

  async create(sha256, token, { userId, role }) {
    const failed = await transact([revise(keys.member(token.organizationId, userId), { active: true, role }), ...newToken(sha256, token)]);
    return failed.length === 0;
  },

  async remove(organizationId, tokenId) {
    const token = (await tokenItems(organizationId)).find((it) => it.id === tokenId);
    if (token) await transact(token.keys.map(remove));
    return token !== undefined;
  },
};

/** A token as it is found by its hash, and as it is listed. */
export function newToken(sha256: string, token: NamedToken): Write[] {
  const { id, organizationId, userId, scopes, expiresAt } = token;
  const passing = expiresAt !== undefined && { expiresAt };
  return [
    create(keys.token(sha256), { id, organizationId, userId, scopes, ...passing }),
    create(keys.organizationToken(organizationId, id), { ...token, sha256 }),
  ];
}

/** Every token of an organization, with the items it consists of. */
export async function tokenItems(organizationId: number): Promise<Stored[]> {
  const items = await queryAll(keys.organization(organizationId).pk, prefixes.token);
  return items.map(({ pk: _pk, sk: _sk, sha256, ...item }) => {
    const token = item as NamedToken;
    return { ...token, keys: [keys.token(sha256 as string), keys.organizationToken(organizationId, token.id)] };
  });
}
