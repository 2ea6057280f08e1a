import type { PressPlace, PressRead, ReadPress } from "../../../core/discord/ports.ts";
import type { Member, Team } from "../../../core/organizations/organization.ts";
import { batchGet } from "./batch-get.ts";
import { pair } from "./groups.ts";
import { readGuild } from "./guilds.ts";
import { type Key, keys, sortKeys } from "./keys.ts";

type Item = Record<string, unknown>;

/** Whose an account was the last time: a guess that saves a read where it still holds, which is read with it. */
const guesses = new Map<string, number>();
const MOST = 1000;

export const readPress: ReadPress = async (place) => {
  const { organizationId, guildId, groupId, account, chosen, teamId } = place;
  const accounts = [...new Set([account, ...(chosen === null ? [] : [chosen])])];
  const guessed = [...new Set(accounts.flatMap((it) => guesses.get(nameOf(place, it)) ?? []))];
  const items = await batchGet([
    keys.guild(organizationId, guildId),
    keys.group(organizationId, groupId),
    keys.groupState(organizationId, groupId),
    ...accounts.map((it) => keys.chatAccount(organizationId, it)),
    ...guessed.map((it) => keys.member(organizationId, it)),
    ...(teamId === null ? [] : [keys.team(organizationId, teamId)]),
  ]);
  const users = new Map(accounts.map((it) => [it, of(items, keys.chatAccount(organizationId, it))?.userId as number | undefined]));
  for (const [it, userId] of users) guess(nameOf(place, it), userId);
  const rest = [...new Set(users.values())].filter((it) => it !== undefined && !guessed.includes(it)) as number[];
  const more = rest.length > 0 ? await batchGet(rest.map((it) => keys.member(organizationId, it))) : [];
  return readOf(place, [...items, ...more], (it) => users.get(it));
};

function readOf(place: PressPlace, items: Item[], userOf: (account: string) => number | undefined): PressRead {
  const { organizationId, guildId, groupId, account, chosen, teamId } = place;
  const found = <T>(key: Key): T | null => {
    const { pk: _pk, sk: _sk, ...item } = of(items, key) ?? {};
    return Object.keys(item).length > 0 ? (item as T) : null;
  };
  const memberOf = (userId: number | undefined) => (userId === undefined ? null : found<Member>(keys.member(organizationId, userId)));
  const bySort = (sk: string) => items.filter((it) => it.sk === sk);
  const [issue = null] = pair([groupId], bySort(sortKeys.group), bySort(sortKeys.state));
  const guild = of(items, keys.guild(organizationId, guildId));
  return {
    guild: guild ? readGuild(guild) : null,
    issue,
    linked: userOf(account) !== undefined,
    presser: memberOf(userOf(account)),
    chosen: chosen === null ? null : memberOf(userOf(chosen)),
    team: teamId === null ? null : found<Team>(keys.team(organizationId, teamId)),
  };
}

const of = (items: Item[], { pk, sk }: Key): Item | undefined => items.find((it) => it.pk === pk && it.sk === sk);

const nameOf = ({ organizationId }: PressPlace, account: string): string => `${organizationId}:${account}`;

function guess(name: string, userId: number | undefined): void {
  if (guesses.size >= MOST) guesses.clear();
  if (userId === undefined) guesses.delete(name);
  else guesses.set(name, userId);
}
