import { sumOfDays } from "../../../core/issues/days.ts";
import type { Group } from "../../../core/issues/group.ts";
import type { GroupWithState, Merges } from "../../../core/issues/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand, QueryCommand } from "./commands.ts";
import { writesOf } from "./commit.ts";
import { dayName } from "./group-items.ts";
import { moveUsers, type UsersItem } from "./group-users.ts";
import { indexed, type Key, keys, sortKeys } from "./keys.ts";
import { movesOf } from "./move-item.ts";
import { transact, type Write } from "./transact.ts";

type Absorbed = { id: number; shortId: string };
type Item = Record<string, unknown> & Key;

/** Of one transaction. */
const MOST_WRITES = 100;

export const merges: Merges = {
  async merge(change, into, children) {
    const { organizationId, projectId } = change.ref;
    const items = await batchGet(children.map(({ group }) => keys.group(organizationId, group.id)));
    if (items.length < children.length) return false;
    const hashes = items.flatMap((it) => (it.hashes as string[] | undefined) ?? []);
    const absorbed = items.flatMap((it) => (it.absorbed as Absorbed[] | undefined) ?? []);
    const writes = [...writesOf(change), absorb(into, children, hashes, absorbed), ...children.flatMap((child) => leave(child, into.id))];
    const regrouped = hashes.map((hash) => regroup(keys.hash(organizationId, projectId, hash), into.id));
    // Keys that do not fit go first: what comes by them is the other group's already, as all of it is in a moment.
    const early = regrouped.splice(0, Math.max(0, writes.length + regrouped.length - MOST_WRITES));
    for (let at = 0; at < early.length; at += MOST_WRITES) {
      if ((await transact(early.slice(at, at + MOST_WRITES))).length > 0) return false;
    }
    return (await transact([...writes, ...regrouped])).length === 0;
  },

  async into(organizationId, groupId) {
    const { Item } = await orUnavailable(
      dynamo.send(new GetCommand({ TableName: tableName(), Key: keys.merged(organizationId, groupId), ConsistentRead: true })),
    );
    return (Item?.into as number | undefined) ?? null;
  },

  async move(organizationId, from, into, limit) {
    const { pk, sk: merged } = keys.merged(organizationId, from);
    const { Items = [] } = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
          ConsistentRead: true,
          Limit: limit + 1,
        }),
      ),
    );
    const own = Items.filter((it) => it.sk !== merged).slice(0, limit) as Item[];
    for (const item of own) await moveOne(organizationId, item, into);
    return own.length;
  },
};

/** The group counts their events, and knows what to remove with it. It has to be as it was read. */
function absorb(into: Group, children: readonly GroupWithState[], hashes: readonly string[], earlier: readonly Absorbed[]): Write {
  const groups = children.map(({ group }) => group);
  const lastSeen = Math.max(into.lastSeen, ...groups.map((it) => it.lastSeen));
  const all = [into, ...groups];
  const days = Object.entries(sumOfDays(groups.map((it) => it.days ?? {})));
  const firstRelease = all.toSorted((a, b) => a.firstSeen - b.firstSeen).find((it) => it.firstRelease !== null)?.firstRelease ?? null;
  const release = all.toSorted((a, b) => b.lastSeen - a.lastSeen).find((it) => it.release !== null)?.release ?? null;
  return {
    Update: {
      TableName: tableName(),
      Key: keys.group(into.organizationId, into.id),
      UpdateExpression: [
        `ADD #count :count${days.map(([day], at) => `, ${dayName(Number(day))} :day${at}`).join("")}`,
        "SET firstSeen = :firstSeen, lastSeen = :lastSeen, gsi1sk = :place, #release = :release",
        ...(firstRelease === null ? [] : ["firstRelease = :firstRelease"]),
        "hashes = list_append(if_not_exists(hashes, :none), :hashes), absorbed = list_append(if_not_exists(absorbed, :none), :absorbed)",
      ]
        .join(", ")
        .replace(", SET", " SET"),
      ConditionExpression: "lastSeen = :before",
      ExpressionAttributeNames: { "#count": "count", "#release": "release" },
      ExpressionAttributeValues: {
        ...(firstRelease !== null && { ":firstRelease": firstRelease }),
        ":release": release,
        ":count": groups.reduce((sum, it) => sum + it.count, 0),
        ...Object.fromEntries(days.map(([, count], at) => [`:day${at}`, count])),
        ":firstSeen": Math.min(into.firstSeen, ...groups.map((it) => it.firstSeen)),
        ":lastSeen": lastSeen,
        ":place": indexed.time(lastSeen, into.id),
        ":before": into.lastSeen,
        ":none": [],
        ":hashes": hashes,
        ":absorbed": [...groups.map(({ id, shortId }) => ({ id, shortId })), ...earlier],
      },
    },
  };
}

const regroup = (Key: Key, groupId: number): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET groupId = :into",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":into": groupId },
  },
});

/** The group is gone, if it is still as it was read; its id and its short id lead to the other one. */
function leave({ group, state }: GroupWithState, into: number): Write[] {
  const { organizationId, id, shortId, count } = group;
  return [
    {
      Delete: {
        TableName: tableName(),
        Key: keys.group(organizationId, id),
        ConditionExpression: "#count = :count",
        ExpressionAttributeNames: { "#count": "count" },
        ExpressionAttributeValues: { ":count": count },
      },
    },
    {
      Delete: {
        TableName: tableName(),
        Key: keys.groupState(organizationId, id),
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":version": state.version },
      },
    },
    regroup(keys.shortId(organizationId, shortId), into),
    { Put: { TableName: tableName(), Item: { ...keys.merged(organizationId, id), into } } },
  ];
}

/**
 * What is there already, from an earlier time or by itself, stays: then only the old one goes. Nothing comes to a group that is gone: it
 * follows where that was merged to, and goes where its project was deleted.
 */
async function moveOne(organizationId: number, item: Item, into: number): Promise<void> {
  if (item.sk === sortKeys.users) {
    if (await moveUsers(organizationId, item as UsersItem, into)) return;
    const next = await merges.into(organizationId, into);
    if (next !== null) return moveOne(organizationId, item, next);
  }
  const { put, remove, mark = isThere(keys.groupState(organizationId, into)) } = movesOf(item, into);
  const moved = [...put, ...remove];
  const failed = await transact(put.length > 0 ? [...moved, mark] : moved);
  if (failed.length === 0) return;
  const next = failed.includes(moved.length) ? await merges.into(organizationId, into) : null;
  if (next === null) await transact(remove);
  else await moveOne(organizationId, item, next);
}

const isThere = (Key: Key): Write => ({
  ConditionCheck: { TableName: tableName(), Key, ConditionExpression: "attribute_exists(pk)" },
});
