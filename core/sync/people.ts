import type { Member, MemberByEmail } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Tracker, UserMappings } from "../trackers/ports.ts";
import type { Account } from "../trackers/ticket.ts";
import type { Word } from "./register.ts";

type Who = MemberByEmail;
type Needed = { organizations: Organizations } & { userMappings: UserMappings };
/** A member of one organization, and whether their account has to be known at any price. */
type Wanted = { organizationId: number; userId: number; isUrgent: boolean };
type Asked = {
  integrationId: number;
  ticket: string;
  owner: Account | null;
  organizations: readonly number[];
  users: readonly Wanted[];
  accounts: readonly Word[];
};

/** Who is who between a tracker and the organizations that use it, as far as one ticket needs to know. */
export type People = {
  /** An account; or, where there is none, what only this organization can say. */
  wordOf(organizationId: number, userId: number | null): Word;
  /** Who an account is in the organization: nobody, or several who share an address. */
  membersOf(organizationId: number, word: Word): readonly Who[];
  nameOf(organizationId: number, userId: number): string | null;
  /** What the tracker calls an account, as far as it was asked; else what the organization calls whoever it is mapped to. */
  accountName(organizationId: number, word: Word): string | null;
};

const OWN = "lockstep:";
export const isOwnWord = (word: Word): boolean => word?.startsWith(OWN) ?? false;

/**
 * Looks up members and accounts: who was mapped is who they were mapped to, else the address tells. Many trackers hide addresses, so that
 * the only hit of a search by one is its account, and an account that is named like an address is whose address it is.
 */
export async function peopleOf(ports: Needed, tracker: Pick<Tracker, "account" | "accountByEmail">, asked: Asked): Promise<People> {
  const members = new Map<string, readonly Who[]>();
  const words = new Map<string, string>();
  const names = new Map<string, string>();
  const shown = new Map<string, string>();
  const seen = (account: Account | null): Account | null => {
    if (account) shown.set(account.id, account.name);
    return account;
  };
  seen(asked.owner);
  const known = (user: Pick<Who, "userId">, organizationId: number) => `${organizationId}:${user.userId}`;
  for (const account of new Set(asked.accounts)) {
    if (account === null || isOwnWord(account)) continue;
    for (const organizationId of asked.organizations)
      members.set(`${organizationId}:${account}`, await membersBy(ports, { tracker, asked, seen }, organizationId, account));
  }
  for (const [id, all] of Map.groupBy(asked.users, (it) => known(it, it.organizationId))) {
    const [{ organizationId, userId }] = all as [Wanted];
    const isUrgent = all.some((it) => it.isUrgent);
    const account = [...members].find(([key, all]) => key.startsWith(`${organizationId}:`) && all.some((it) => it.userId === userId))?.[0];
    const [member, mapped] = await Promise.all([
      ports.organizations.member(organizationId, userId),
      account ? null : ports.userMappings.byUser(organizationId, asked.integrationId, userId),
    ]);
    if (member) names.set(id, member.name);
    const found =
      account?.slice(String(organizationId).length + 1) ?? mapped ?? (member && seen(await searched(tracker, asked, member, isUrgent))?.id);
    const word = member && found ? found : `${OWN}${id}`;
    words.set(id, word);
    if (member && !members.has(`${organizationId}:${word}`)) members.set(`${organizationId}:${word}`, [who(member)]);
  }
  return {
    wordOf: (organizationId, userId) =>
      userId === null ? null : (words.get(`${organizationId}:${userId}`) ?? `${OWN}${organizationId}:${userId}`),
    membersOf: (organizationId, word) => members.get(`${organizationId}:${word}`) ?? [],
    nameOf: (organizationId, userId) => names.get(`${organizationId}:${userId}`) ?? null,
    accountName: (organizationId, word) => {
      if (word === null) return null;
      const [member] = members.get(`${organizationId}:${word}`) ?? [];
      return shown.get(word) ?? (member && names.get(`${organizationId}:${member.userId}`)) ?? word;
    },
  };
}

const who = ({ userId, email, active, projects }: Member): Who => ({ userId, email, active, projects });

type Asking = { tracker: Pick<Tracker, "account" | "accountByEmail">; asked: Asked; seen: (account: Account | null) => Account | null };

async function membersBy(
  { organizations, userMappings }: Needed,
  { tracker, asked: { integrationId, ticket, owner }, seen }: Asking,
  organizationId: number,
  account: string,
): Promise<readonly Who[]> {
  const userId = await userMappings.byAccount(organizationId, integrationId, account);
  const mapped = userId === null ? null : await organizations.member(organizationId, userId);
  if (mapped) return [who(mapped)];
  const there = owner?.id === account ? owner : seen(await tracker.account(account));
  const address = there?.email ?? (account.includes("@") ? account : null);
  if (address !== null) return (await organizations.membersByEmail(organizationId, address)).filter((it) => it.active);
  if (!there) return [];
  // A name is nobody: it says of whom the tracker is asked, and who is found by their address is who it is.
  for (const member of namesakes(there.name, await organizations.members(organizationId)))
    if ((await tracker.accountByEmail(ticket, member.email))?.id === account) return [who(member)];
  return [];
}

/** How many the tracker is asked about at most. */
const MOST = 5;

/** Members who share a part of their name, or of their address, with somebody: who shares most first. */
function namesakes(name: string, members: readonly Member[]): Member[] {
  const parts = wordsOf(name);
  const shared = (it: Member) => wordsOf(`${it.name} ${it.email.split("@")[0]}`).intersection(parts).size;
  return members
    .filter((it) => it.active)
    .map((member) => ({ member, count: shared(member) }))
    .filter((it) => it.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST)
    .map((it) => it.member);
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);

async function searched(
  tracker: Pick<Tracker, "accountByEmail">,
  { ticket, owner }: Asked,
  { email }: Member,
  isUrgent: boolean,
): Promise<Account | null> {
  if (owner?.email?.toLowerCase() === email.toLowerCase()) return owner;
  return isUrgent ? tracker.accountByEmail(ticket, email) : null;
}
