import type { Member } from "../../../core/organizations/organization.ts";
import type { Change } from "../../../core/organizations/roster.ts";
import { tableName } from "./client.ts";
import { changeIfSame, checkSame, create, remove, removeIfSame } from "./compare.ts";
import { type Key, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import type { Write } from "./transact.ts";

/** A member as it is found by its addresses, and the person behind it. `kept` go before `gone`. */
export async function memberWrites(organizationId: number, change: Change<Member>): Promise<{ kept: Write[]; gone: Write[] }> {
  const { before, after } = change;
  if (before === null) return { kept: await added(organizationId, after), gone: [] };
  const Key = keys.member(organizationId, before.userId);
  const { revision } = before;
  if (before === after) return { kept: [checkSame(Key, { revision })], gone: [] };
  const addresses = await verified(before);
  if (after === null) {
    const found = addresses.map((email) => remove(keys.memberEmail(organizationId, email, before.userId)));
    return { kept: [], gone: [...found, removeIfSame(Key, { revision })] };
  }
  const { role, active, teams, projects } = after;
  const update = changeIfSame(Key, { revision }, { role, active, teams, projects, revision: (revision ?? 0) + 1 });
  return { kept: [update, ...addresses.map((email) => findable(organizationId, after, email))], gone: [] };
}

async function added(organizationId: number, member: Member): Promise<Write[]> {
  const { userId, name, username, email } = member;
  const addresses = new Set([email, ...(await verified(member))].map((it) => it.toLowerCase()));
  return [
    create(keys.member(organizationId, userId), member),
    ...[...addresses].map((it) => findable(organizationId, member, it)),
    own(userId, keys.userAddress(email), { userId }),
    own(userId, keys.user(userId), { userId, name, username, email }),
    own(userId, keys.userEmail(userId, email), { userId, email, verified: true }),
  ];
}

const findable = (organizationId: number, { userId, active, projects }: Member, email: string): Write => ({
  Put: { TableName: tableName(), Item: { ...keys.memberEmail(organizationId, email, userId), userId, email, active, projects } },
});

/** What is there already stays as it is, and has to be this user's. */
const own = (userId: number, Key: Key, item: Record<string, unknown>): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: `SET ${Object.keys(item)
      .map((it) => `#${it} = if_not_exists(#${it}, :${it})`)
      .join(", ")}`,
    ConditionExpression: "attribute_not_exists(userId) OR userId = :userId",
    ExpressionAttributeNames: Object.fromEntries(Object.keys(item).map((it) => [`#${it}`, it])),
    ExpressionAttributeValues: { ...Object.fromEntries(Object.entries(item).map(([it, value]) => [`:${it}`, value])), ":userId": userId },
  },
});

/** Addresses that find the member: the verified ones of the user; the primary one where none is known. */
async function verified({ userId, email }: Member): Promise<string[]> {
  const stored = await queryAll(keys.userEmail(userId, "").pk, prefixes.email);
  return stored.length === 0 ? [email] : stored.filter((it) => it.verified).map((it) => it.email as string);
}
