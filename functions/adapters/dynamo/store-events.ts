import { NotFound, Unavailable } from "../../../core/errors.ts";
import type { Arrivals, NewEvent } from "../../../core/events/event.ts";
import type { Events } from "../../../core/events/ports.ts";
import { DAYS, dayOf } from "../../../core/issues/days.ts";
import { tableName } from "./client.ts";
import { addCounted, countedSets, isCounted } from "./counted-events.ts";
import { dayName } from "./group-items.ts";
import { addUsers, newUsers, usersOf } from "./group-users.ts";
import { indexed, keys } from "./keys.ts";
import { toStored } from "./stored-event.ts";
import { transact, type Write } from "./transact.ts";

const KEPT_DAYS = 90;
/** As often as others may count of the group at the same time. */
const ATTEMPTS = 10;

/** One transaction: two items an event that is kept, the group, its users where there are new ones, and what else is counted. */
export const store: Events["store"] = async (arrivals) => {
  const { organizationId, projectId, groupId, kept, others, users } = arrivals;
  const events = kept.flatMap((it, at) => eventPuts(it, at === 0 ? 1 + others.length : 1));
  let newest = true;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = users.length > 0 ? await usersOf(organizationId, groupId) : new Set<string>();
    const added = newUsers(known, users);
    const sets = await countedSets(organizationId, projectId, others);
    const before = others.filter((it) => isCounted(sets, it)).map((it) => it.id);
    if (before.length > 0) return before;
    const counted = [
      ...(added.length > 0 ? [addUsers(organizationId, groupId, known, added)] : []),
      ...addCounted(organizationId, projectId, sets, others),
    ];
    const failed = await transact([...events, groupUpdate(arrivals, newest, added.length), ...counted]);
    if (failed.length === 0) return [];
    const there = kept.filter((_, at) => failed.includes(2 * at)).map((it) => it.event.id);
    if (there.length > 0) return there;
    if (!failed.includes(events.length)) continue;
    if (!newest) throw new NotFound();
    // Not the newest of its group: it counts, and says nothing about how the group looks now.
    newest = false;
  }
  throw new Unavailable("The database", 1);
};

/** The id on its own, because the event's key leads with a time that is ours where the client sent none; and the event. */
function eventPuts(stored: NewEvent, standsFor: number): Write[] {
  const { organizationId, projectId, groupId, receivedAt, event } = stored;
  const expiresAt = Math.floor(receivedAt / 1000) + KEPT_DAYS * 86_400;
  const id = { ...keys.eventId(organizationId, projectId, event.id), groupId, timestamp: event.timestamp, expiresAt };
  const item = {
    ...keys.event(organizationId, groupId, event.timestamp, event.id),
    gsi1pk: indexed.events(organizationId, projectId),
    gsi1sk: indexed.time(event.timestamp, event.id),
    ...stored,
    event: toStored(event),
    ...(standsFor > 1 && { standsFor }),
    expiresAt,
  };
  return [
    { Put: { TableName: tableName(), Item: id, ConditionExpression: "attribute_not_exists(pk)" } },
    { Put: { TableName: tableName(), Item: item } },
  ];
}

/** Counts events and users; the newest also says how its group looks and when it was last seen. */
function groupUpdate(arrivals: Arrivals, newest: boolean, users: number): Write {
  const { organizationId, groupId, kept, others, firstRelease, lastRelease } = arrivals;
  const { event, title, culprit, type, metadata, logger, unhandled, receivedAt } = kept[0]!;
  const today = dayOf(receivedAt);
  // What was not seen for longer than all that goes here keeps some days that are shown to nobody.
  const gone = Array.from({ length: 2 * DAYS }, (_, at) => dayName(today - DAYS - at));
  const { timestamp: lastSeen, level, platform } = event;
  const description = { title, culprit, type, metadata, logger, unhandled };
  const looks = { ...description, level, platform, lastSeen, gsi1sk: indexed.time(lastSeen, groupId) };
  const release = lastRelease === null ? {} : { release: lastRelease };
  const fields = newest ? Object.entries({ ...looks, ...release }) : [];
  const sets = [
    ...fields.map((_, n) => `#f${n} = :f${n}`),
    ...(firstRelease === null ? [] : ["firstRelease = if_not_exists(firstRelease, :firstRelease)"]),
  ];
  return {
    Update: {
      TableName: tableName(),
      Key: keys.group(organizationId, groupId),
      UpdateExpression: `ADD #count :events, userCount :users, ${dayName(today)} :events REMOVE ${gone.join(", ")}${sets.length > 0 ? ` SET ${sets.join(", ")}` : ""}`,
      ConditionExpression: newest ? "lastSeen <= :lastSeen" : "attribute_exists(pk)",
      ExpressionAttributeNames: { "#count": "count", ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])) },
      ExpressionAttributeValues: {
        ":events": kept.length + others.length,
        ":users": users,
        ...(newest && { ":lastSeen": lastSeen }),
        ...(firstRelease !== null && { ":firstRelease": firstRelease }),
        ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
      },
    },
  };
}
