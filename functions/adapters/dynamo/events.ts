import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { NotFound } from "../../../core/errors.ts";
import type { NewEvent, StoredEvent } from "../../../core/events/event.ts";
import type { Events } from "../../../core/events/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { createGroup } from "./create-group.ts";
import { addHashes, groupByHashes } from "./group-hashes.ts";
import { indexed, type Key, keys, prefixes } from "./keys.ts";
import { queryPage } from "./query.ts";
import { fromStored, toStored } from "./stored-event.ts";
import { transact, type Write } from "./transact.ts";

type Item = Record<string, unknown>;

const DAYS = 90;

export const events: Events = {
  groupByHashes,
  addHashes,
  createGroup,

  async store(event) {
    const failed = await transact([...eventPuts(event), groupUpdate(event, true)]);
    if (failed.length === 0) return true;
    if (failed.includes(0)) return false;
    // Not the newest of its group: it counts, and says nothing about how the group looks now.
    const again = await transact([...eventPuts(event), groupUpdate(event, false)]);
    if (again.includes(0)) return false;
    if (again.length > 0) throw new NotFound();
    return true;
  },

  async get(organizationId, groupId, timestamp, eventId) {
    const item = await read(keys.event(organizationId, groupId, timestamp, eventId));
    return item ? readEvent(item) : null;
  },

  async find(organizationId, projectId, eventId) {
    const place = await read(keys.eventId(organizationId, projectId, eventId));
    return place ? events.get(organizationId, place.groupId as number, place.timestamp as number, eventId) : null;
  },

  async countSince(organizationId, groupId, since, enough) {
    const [from, to] = [keys.event(organizationId, groupId, since, ""), keys.event(organizationId, groupId, Number.MAX_SAFE_INTEGER, "")];
    const answer = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: { ":pk": from.pk, ":from": from.sk, ":to": to.sk },
          ConsistentRead: true,
          Select: "COUNT",
          Limit: enough,
        }),
      ),
    );
    return answer.Count ?? 0;
  },

  async latest(organizationId, groupId) {
    const { items } = await eventsOf(organizationId, groupId, { limit: 1 });
    return items[0] ? readEvent(items[0]) : null;
  },

  async list(organizationId, groupId, page) {
    const { items, next } = await eventsOf(organizationId, groupId, page);
    return { items: items.map(readEvent), next };
  },

  async listByProject(organizationId, projectId, page) {
    const { items, next } = await queryPage({ index: "gsi1", pk: indexed.events(organizationId, projectId), page });
    return { items: items.map(readEvent), next };
  },
};

async function read(Key: Key): Promise<Item | undefined> {
  return (await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })))).Item;
}

const eventsOf = (organizationId: number, groupId: number, page: Parameters<Events["list"]>[2]) =>
  queryPage({ pk: keys.group(organizationId, groupId).pk, prefix: prefixes.event, page });

/** The id on its own, because the event's key leads with a time that is ours where the client sent none; and the event. */
function eventPuts(stored: NewEvent): Write[] {
  const { organizationId, projectId, groupId, receivedAt, event } = stored;
  const expiresAt = Math.floor(receivedAt / 1000) + DAYS * 86_400;
  const id = { ...keys.eventId(organizationId, projectId, event.id), groupId, timestamp: event.timestamp, expiresAt };
  const item = {
    ...keys.event(organizationId, groupId, event.timestamp, event.id),
    gsi1pk: indexed.events(organizationId, projectId),
    gsi1sk: indexed.time(event.timestamp, event.id),
    ...stored,
    event: toStored(event),
    expiresAt,
  };
  return [
    { Put: { TableName: tableName(), Item: id, ConditionExpression: "attribute_not_exists(pk)" } },
    { Put: { TableName: tableName(), Item: item } },
  ];
}

/** Counts the event; the newest also says how its group looks and when it was last seen. */
function groupUpdate(
  { organizationId, groupId, event, title, culprit, type, metadata, logger, unhandled }: NewEvent,
  newest: boolean,
): Write {
  const { timestamp: lastSeen, level, platform, release } = event;
  const looks = {
    title,
    culprit,
    type,
    metadata,
    logger,
    unhandled,
    level,
    platform,
    release,
    lastSeen,
    gsi1sk: indexed.time(lastSeen, groupId),
  };
  const fields = newest ? Object.entries(looks) : [];
  return {
    Update: {
      TableName: tableName(),
      Key: keys.group(organizationId, groupId),
      UpdateExpression: ["ADD #count :one", ...(newest ? [`SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(", ")}`] : [])].join(" "),
      ConditionExpression: newest ? "#lastSeen <= :lastSeen" : "attribute_exists(pk)",
      ExpressionAttributeNames: {
        "#count": "count",
        ...(newest && { "#lastSeen": "lastSeen" }),
        ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])),
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ...(newest && { ":lastSeen": lastSeen }),
        ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
      },
    },
  };
}

const readEvent = ({ pk: _pk, sk: _sk, gsi1pk: _g, gsi1sk: _s, expiresAt: _e, event, ...stored }: Item): StoredEvent =>
  ({ ...stored, event: fromStored(event as Parameters<typeof fromStored>[0]) }) as StoredEvent;
