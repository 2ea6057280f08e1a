import type { Participants, Participation, Subscriber, Wish } from "../../../core/issues/participation.ts";
import type { Participations } from "../../../core/issues/ports.ts";
import { batchGet } from "./batch-get.ts";
import { tableName } from "./client.ts";
import { keys, prefixes, sortKeys } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

type Item = Record<string, unknown>;

/** Two writes an issue, of the hundred that a transaction takes. */
const ISSUES_PER_TRANSACTION = 50;

export const participations: Participations = {
  async ofGroup(organizationId, groupId) {
    const { pk, sk } = keys.subscriptions(organizationId, groupId);
    const [[own], users] = await Promise.all([batchGet([{ pk, sk }]), queryAll(pk, prefixes.participation)]);
    return readParticipants(own, users);
  },

  async ofUser(organizationId, groupIds, userId) {
    const found = await batchGet(groupIds.flatMap((id) => keysOfUser(organizationId, id, userId)));
    const byGroup = Map.groupBy(found, (it) => it.pk);
    return new Map(
      groupIds.map((id) => {
        const items = byGroup.get(keys.group(organizationId, id).pk) ?? [];
        return [id, participantsOf(items)];
      }),
    );
  },

  async set(organizationId, groupIds, wish) {
    for (let at = 0; at < groupIds.length; at += ISSUES_PER_TRANSACTION) {
      let open = groupIds.slice(at, at + ISSUES_PER_TRANSACTION);
      while (open.length > 0) {
        const failed = await transact(open.flatMap((id) => writesOf(organizationId, id, wish)));
        if (failed.length === 0) break;
        open = open.filter((_, index) => !failed.includes(2 * index) && !failed.includes(2 * index + 1));
      }
    }
  },
};

export const keysOfUser = (organizationId: number, groupId: number, userId: number) => [
  keys.subscriptions(organizationId, groupId),
  keys.participation(organizationId, groupId, userId),
];

/** Of items of one group, those that say who has to do with it. */
export const participantsOf = (items: readonly Item[]): Participants =>
  readParticipants(
    items.find((it) => it.sk === sortKeys.subscriptions),
    items.filter((it) => String(it.sk).startsWith(prefixes.participation)),
  );

const readParticipants = (own: Item | undefined, users: readonly Item[]): Participants => ({
  assigned: (own?.assigned as Subscriber[] | undefined) ?? [],
  users: users.map((it) => {
    const { userId, subscribed = null, reason = null, bookmarked = false, seenAt = null } = it as Participation;
    return { userId, subscribed, reason, bookmarked, seenAt };
  }),
});

/** The issue has to be there, and no newer wish of the same user. Who bookmarks is subscribed, unless by own wish not. */
function writesOf(organizationId: number, groupId: number, { userId, at, subscribed, bookmarked, seen }: Wish): [Write, Write] {
  const set = {
    userId,
    wishedAt: at,
    ...(subscribed !== undefined && { subscribed, reason: "unknown" }),
    ...(bookmarked !== undefined && { bookmarked }),
    ...(seen !== undefined && { seenAt: seen ? at : null }),
  };
  const fields = Object.entries(set);
  const bookmarks = bookmarked === true && subscribed === undefined;
  return [
    {
      ConditionCheck: {
        TableName: tableName(),
        Key: keys.groupState(organizationId, groupId),
        ConditionExpression: "attribute_exists(pk)",
      },
    },
    {
      Update: {
        TableName: tableName(),
        Key: keys.participation(organizationId, groupId, userId),
        UpdateExpression: [
          `SET ${fields.map(([name]) => `${name} = :${name}`).join(", ")}`,
          ...(bookmarks ? ["subscribed = if_not_exists(subscribed, :yes)", "reason = if_not_exists(reason, :bookmark)"] : []),
        ].join(", "),
        ConditionExpression: "attribute_not_exists(wishedAt) OR wishedAt <= :wishedAt",
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
          ...(bookmarks && { ":yes": true, ":bookmark": "bookmark" }),
        },
      },
    },
  ];
}
