import type { AlertRule } from "../../core/discord/alert-rule.ts";
import type {
  AlertRules,
  ChatAccounts,
  GivenUp,
  Guild,
  Guilds,
  LinkCode,
  LinkCodes,
  Posted,
  PostedMessages,
} from "../../core/discord/ports.ts";
import { NotFound } from "../../core/errors.ts";

const at = (...parts: (string | number)[]) => parts.join("/");
const copy = <T>(value: T | undefined): T | null => structuredClone(value ?? null);

export function fakeGuilds(): Guilds {
  const rows = new Map<string, Guild>();
  const all = () => [...rows.values()].map((it) => structuredClone(it));
  return {
    find: async (organizationId, guildId) => copy(rows.get(at(organizationId, guildId))),
    list: async (organizationId) =>
      all()
        .filter((it) => it.organizationId === organizationId)
        .sort((a, b) => (a.guildId < b.guildId ? -1 : 1)),
    organizationsOf: async (guildId) =>
      all()
        .filter((it) => it.guildId === guildId)
        .map((it) => it.organizationId)
        .sort((a, b) => a - b),
    put: async (guild) => void rows.set(at(guild.organizationId, guild.guildId), structuredClone(guild)),
    remove: async ({ organizationId, guildId }) => void rows.delete(at(organizationId, guildId)),
  };
}

export function fakeChatAccounts(): ChatAccounts {
  let rows: { organizationId: number; account: string; userId: number }[] = [];
  return {
    find: async (organizationId, account) =>
      rows.find((it) => it.organizationId === organizationId && it.account === account)?.userId ?? null,
    ofUsers: async (organizationId, userIds) =>
      new Map(
        rows.filter((it) => it.organizationId === organizationId && userIds.includes(it.userId)).map((it) => [it.userId, it.account]),
      ),
    put: async (organizationId, account, userId) => {
      rows = rows.filter((it) => it.organizationId !== organizationId || (it.account !== account && it.userId !== userId));
      rows.push({ organizationId, account, userId });
    },
    remove: async (organizationId, account) => {
      rows = rows.filter((it) => it.organizationId !== organizationId || it.account !== account);
    },
  };
}

export function fakeLinkCodes(): LinkCodes {
  const rows = new Map<string, LinkCode>();
  const valid = (codeHash: string, nowSeconds: number) => {
    const code = rows.get(codeHash);
    return code && code.expiresAt > nowSeconds ? code : null;
  };
  return {
    see: async (codeHash, nowSeconds) => structuredClone(valid(codeHash, nowSeconds)),
    put: async (codeHash, code) => void rows.set(codeHash, structuredClone(code)),
    take: async (codeHash, nowSeconds) => {
      const code = valid(codeHash, nowSeconds);
      if (code) rows.delete(codeHash);
      return code;
    },
  };
}

/** `projects`: those there are, as organization and id. */
export function fakeAlertRules(projects: readonly [organizationId: number, projectId: number][]): AlertRules {
  const rows = new Map<string, { place: string; rule: AlertRule }>();
  return {
    list: async (organizationId, projectId) =>
      [...rows.values()]
        .filter((it) => it.place === at(organizationId, projectId))
        .map((it) => structuredClone(it.rule))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    put: async (organizationId, projectId, rule) => {
      const place = at(organizationId, projectId);
      if (!projects.some((it) => at(...it) === place)) throw new NotFound("The project is gone.");
      rows.set(at(place, rule.id), { place, rule: structuredClone(rule) });
    },
    remove: async (organizationId, projectId, ruleId) => void rows.delete(at(organizationId, projectId, ruleId)),
    note: async (organizationId, projectId, ruleId, failure) => {
      const found = rows.get(at(organizationId, projectId, ruleId));
      if (found) found.rule.failure = failure;
    },
  };
}

/** `groups`: those there are, as organization and id. */
export function fakePostedMessages(groups: readonly [organizationId: number, groupId: number][]): PostedMessages {
  const rows = new Map<string, Posted>();
  const claims = new Map<string, { cause: string; at: number }>();
  const done = new Map<string, string>();
  const lost: { organizationId: number; it: GivenUp }[] = [];
  const isThere = (organizationId: number, groupId: number) => groups.some((it) => at(...it) === at(organizationId, groupId));
  const placeOf = ({ organizationId, groupId, channelId, messageId }: Posted) => at(organizationId, groupId, channelId, messageId);
  return {
    ofGroup: async (organizationId, groupId) =>
      [...rows.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, it]) => structuredClone(it))
        .filter((it) => it.organizationId === organizationId && it.groupId === groupId),
    put: async (message, { ruleId, cause }) => {
      const { organizationId, groupId } = message;
      if (!isThere(organizationId, groupId)) return;
      rows.set(placeOf(message), structuredClone(message));
      done.set(at(organizationId, groupId, ruleId), cause);
    },
    update: async (message, set) => {
      const found = rows.get(placeOf(message));
      if (found) Object.assign(found, structuredClone(set));
    },
    giveUp: async (message, why) => {
      const found = rows.get(placeOf(message));
      if (!found) return;
      found.failure = why.failure;
      const { organizationId, groupId, guildId, channelId, via } = message;
      lost.push({ organizationId, it: { groupId, guildId, channelId, via, ...why } });
    },
    givenUp: async (organizationId, limit) =>
      lost
        .filter((it) => it.organizationId === organizationId)
        .map((it) => it.it)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit),
    claim: async (organizationId, groupId, { ruleId, window, ...claim }) => {
      const place = at(organizationId, groupId, ruleId);
      const before = claims.get(place);
      if (!isThere(organizationId, groupId)) return false;
      const goesOn = before?.cause === claim.cause && done.get(place) !== claim.cause;
      if (before && !goesOn && before.at > claim.at - window) return false;
      claims.set(place, claim);
      return true;
    },
  };
}
