import type { StoredEvent } from "../../../core/events/event.ts";
import type { Events } from "../../../core/events/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand, QueryCommand } from "./commands.ts";
import { counted } from "./counted-events.ts";
import { createGroup } from "./create-group.ts";
import { eventCounts } from "./event-counts.ts";
import { addHashes, groupsByHashes } from "./group-hashes.ts";
import { indexed, type Key, keys, prefixes } from "./keys.ts";
import { queryPage } from "./query.ts";
import { store } from "./store-events.ts";
import { fromStored } from "./stored-event.ts";

type Item = Record<string, unknown>;

export const events: Events = {
  groupsByHashes,
  addHashes,
  createGroup,
  store,
  counted,
  ...eventCounts,

  async get(organizationId, groupId, timestamp, eventId) {
    const item = await read(keys.event(organizationId, groupId, timestamp, eventId));
    return item ? readEvent(item) : null;
  },

  async find(organizationId, projectId, eventId) {
    const place = await read(keys.eventId(organizationId, projectId, eventId));
    return place ? events.get(organizationId, place.groupId as number, place.timestamp as number, eventId) : null;
  },

  async groupOf(organizationId, projectIds, eventId) {
    const [place] = await batchGet(projectIds.map((it) => keys.eventId(organizationId, it, eventId)));
    return (place?.groupId as number | undefined) ?? null;
  },

  async beside(organizationId, groupId, from, way) {
    const query = new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": keys.group(organizationId, groupId).pk, ":prefix": prefixes.event },
      ScanIndexForward: way === "newer",
      Limit: 1,
      ...(from && { ExclusiveStartKey: keys.event(organizationId, groupId, from.timestamp, from.id) }),
    });
    const [item] = (await orUnavailable(dynamo.send(query))).Items ?? [];
    return item ? readEvent(item) : null;
  },

  latest: (organizationId, groupId) => events.beside(organizationId, groupId, null, "older"),

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

const readEvent = ({ pk: _pk, sk: _sk, gsi1pk: _g, gsi1sk: _s, expiresAt: _e, standsFor: _n, event, ...stored }: Item): StoredEvent =>
  ({ ...stored, event: fromStored(event as Parameters<typeof fromStored>[0]) }) as StoredEvent;
