import type { LinkedTo } from "../../../core/issues/ports.ts";
import { tableName } from "./client.ts";
import { withMessage } from "./group-items.ts";
import { indexed, type Key, keys, organizationOf, prefixes, readTime } from "./keys.ts";
import type { Write } from "./transact.ts";

type Item = Record<string, unknown> & Key;
/** `mark`: what is noted in the state of the other one, where that is there. */
type Move = { put: Write[]; remove: Write[]; mark?: Write };

/** What moving an item of a merged group to the one it was merged into takes. What tells of the merged group alone is removed. */
export function movesOf(item: Item, into: number): Move {
  const organizationId = organizationOf(item.pk);
  const place = keys.group(organizationId, into).pk;
  const gone = del({ pk: item.pk, sk: item.sk });
  if (item.sk.startsWith(prefixes.event)) {
    const { id, timestamp } = item.event as { id: string; timestamp: number };
    const eventId = keys.eventId(organizationId, item.projectId as number, id);
    return {
      put: [put({ ...item, pk: place, groupId: into }), follow(eventId, into, { timestamp, expiresAt: item.expiresAt as number })],
      remove: [gone],
    };
  }
  if (item.sk.startsWith(prefixes.link)) {
    const [integrationId, ticketId] = [item.integrationId as number, item.ticketId as string];
    const link = { ...item, groupId: into, hint: null, notes: [] };
    const before = keys.ticketLink(organizationId, integrationId, ticketId, item.groupId as number);
    const after = keys.ticketLink(organizationId, integrationId, ticketId, into);
    return {
      put: [
        put({ ...link, pk: place }),
        put({ ...link, ...after, gsi1pk: indexed.links(organizationId, integrationId), gsi1sk: `${ticketId}#${into}` }),
      ],
      remove: [gone, del(before)],
      mark: linked(keys.groupState(organizationId, into), `${integrationId}#${ticketId}`),
    };
  }
  if (item.sk.startsWith(prefixes.tagged)) {
    const [hour] = readTime(item.gsi1sk as string);
    return { put: [put({ ...item, pk: place, groupId: into, gsi1sk: indexed.time(hour, into) })], remove: [gone] };
  }
  if (item.sk.startsWith(prefixes.tagValues)) return { put: [addValues({ pk: place, sk: item.sk }, item)], remove: [gone] };
  // What a channel was told of the merged group shows the other one from its next change on.
  if (item.sk.startsWith(prefixes.posted))
    return {
      put: [put({ ...item, pk: place, groupId: into, shown: 0, told: 0 })],
      remove: [gone],
      mark: withMessage({ organizationId, groupId: into }, item as unknown as LinkedTo["messages"][number]),
    };
  if (item.sk.startsWith(prefixes.participation)) return { put: [put({ ...item, pk: place })], remove: [gone] };
  return { put: [], remove: [gone] };
}

const put = (Item: Item): Write => ({
  Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" },
});

/** Both had some: it may have twice as many as it could have come to have by itself. */
const addValues = (Key: Key, { tagValues, expiresAt }: Record<string, unknown>): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET expiresAt = :expires ADD tagValues :values",
    ExpressionAttributeValues: { ":expires": expiresAt, ":values": tagValues },
  },
});

const linked = (Key: Key, ticket: string): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "ADD linked :ticket",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":ticket": new Set([ticket]) },
  },
});

const del = (Key: Key): Write => ({ Delete: { TableName: tableName(), Key } });

/** The id of an event leads to its group; where it has run out it comes back for as long as the event. */
const follow = (Key: Key, groupId: number, { timestamp, expiresAt }: { timestamp: number; expiresAt: number }): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET groupId = :into, #time = if_not_exists(#time, :time), expiresAt = if_not_exists(expiresAt, :expires)",
    ExpressionAttributeNames: { "#time": "timestamp" },
    ExpressionAttributeValues: { ":into": groupId, ":time": timestamp, ":expires": expiresAt },
  },
});
