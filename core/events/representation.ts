import { entriesOf } from "./entries.ts";
import type { ErrorEvent, StoredEvent } from "./event.ts";
import { tagsOf } from "./tags.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** An event as lists of the Web API show it. Ids are text. */
export function eventSummary({ event, ...stored }: StoredEvent) {
  return {
    id: event.id,
    eventID: event.id,
    groupID: String(stored.groupId),
    projectID: String(stored.projectId),
    "event.type": stored.type,
    title: stored.title,
    message: event.message ?? "",
    culprit: stored.culprit,
    location: stored.metadata.filename ?? null,
    metadata: stored.metadata,
    platform: event.platform,
    tags: tagsOf(event).map(tagOf),
    user: userOf(event),
    crashFile: null,
    dateCreated: iso(event.timestamp),
  };
}

/** The next ones of an issue in time; null where there is none, or nobody looked. */
export type Beside = { older: StoredEvent | null; newer: StoredEvent | null };

/** An event as the Web API shows it alone: with what was sent, as entries. */
export function eventDetail(stored: StoredEvent, { older, newer }: Beside = { older: null, newer: null }) {
  const { event } = stored;
  return {
    ...eventSummary(stored),
    type: stored.type,
    level: event.level,
    logger: event.logger,
    release: event.release === null ? null : { version: event.release },
    environment: event.environment,
    fingerprints: event.fingerprint ?? [],
    dateReceived: iso(stored.receivedAt),
    entries: entriesOf(event),
    contexts: Object.fromEntries(Object.entries(event.contexts).map(([name, context]) => [name, { type: name, ...context }])),
    context: event.extra,
    packages: event.modules,
    sdk: event.sdk ?? {},
    dist: event.dist,
    errors: [],
    nextEventID: newer?.event.id ?? null,
    previousEventID: older?.event.id ?? null,
    ...NOT_KEPT,
  };
}

/** What clients require of an event and is not kept of it. */
export const NOT_KEPT = {
  size: null,
  occurrence: null,
  _meta: {},
  userReport: null,
  sdkUpdates: [],
  resolvedWith: [],
};

/** What a list answers for each event, by its `full` parameter. */
export const listedAs = (full: string | null) => (it: StoredEvent) =>
  full === "true" || full === "1" ? eventDetail(it) : eventSummary(it);

/** A tag, with the search for the one user where it is about that. */
function tagOf([key, value]: [string, string]) {
  const [field, ...of] = value.split(":");
  return key === "user" ? { key, value, query: `user.${field}:"${of.join(":").replaceAll('"', '\\"')}"` } : { key, value };
}

function userOf({ user }: ErrorEvent) {
  if (!user) return null;
  const { ipAddress, data, ...named } = user;
  return { ...named, ip_address: ipAddress, data };
}
