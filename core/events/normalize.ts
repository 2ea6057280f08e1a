import { AppError, Invalid } from "../errors.ts";
import { LEVELS, type Level } from "../issues/group.ts";
import type { ErrorEvent } from "./event.ts";
import { parseJson } from "./json.ts";
import { readMessage } from "./message.ts";
import { readExceptions } from "./stack.ts";
import { asList, asRecord, asText, type Untrusted } from "./untrusted.ts";

/** `id` is used where the payload has none of its own. */
export type Received = { receivedAt: number; id: string };

/** The largest payload accepted (develop.sentry.dev: 1 MB). */
export const MAX_EVENT_BYTES = 1024 * 1024;

const MAX_TAGS = 50;
const MAX_FINGERPRINT = 20;
// A stored item may have 400 KB; what is no stack is far below the difference.
const MAX_BYTES = 200_000;
const MAX_FRAMES = 100;
// develop.sentry.dev: times further away are taken for a wrong clock.
const OLDEST_MS = 30 * 86_400_000;
const AHEAD_MS = 60_000;

const ALIASES: Record<string, Level> = { warn: "warning", critical: "fatal", log: "info" };

/**
 * An event payload in any SDK's dialect as an ErrorEvent of bounded size (develop.sentry.dev/sdk/data-model/event-payloads). Fields of
 * wrong types are dropped; throws Invalid only when the payload is no JSON object, 413 when it is too large. Whole stacks are shortened
 * until the event fits.
 */
export function normalize(bytes: Uint8Array, received: Received): ErrorEvent {
  if (bytes.length > MAX_EVENT_BYTES) throw new AppError(413, "The event is too large.", false);
  const payload = parseJson(bytes, "The event");
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) throw new Invalid("The event is not a JSON object.");
  const sent = asRecord(payload);
  for (let frames = MAX_FRAMES; ; frames = Math.floor(frames / 2)) {
    const event = read(sent, frames, received);
    if (frames === 0 || new TextEncoder().encode(JSON.stringify(event)).length <= MAX_BYTES) return event;
  }
}

function read(sent: Untrusted, frames: number, { receivedAt, id }: Received): ErrorEvent {
  const url = asText(asRecord(sent.request ?? sent["sentry.interfaces.Http"]).url, 2048);
  return {
    id: readEventId(sent.event_id) ?? id,
    timestamp: readTimestamp(sent.timestamp, receivedAt),
    level: readLevel(sent.level),
    platform: asText(sent.platform, 64) ?? "other",
    ...readMessage(sent),
    logger: asText(sent.logger, 64),
    transaction: asText(sent.transaction ?? sent.culprit, 200),
    exceptions: readExceptions(sent, frames),
    fingerprint: readFingerprint(sent.fingerprint),
    checksum: asText(sent.checksum, 256),
    tags: readTags(sent.tags),
    request: url === null ? null : { url },
    release: asText(sent.release, 200),
    environment: asText(sent.environment, 64),
  };
}

/** 32 lower-case hex digits, sent with or without dashes; null for anything else. */
export function readEventId(value: unknown): string | null {
  const id = asText(value, 64)?.replaceAll("-", "").toLowerCase();
  return id && /^[0-9a-f]{32}$/.test(id) ? id : null;
}

/** Seconds, also as text, or ISO 8601, which is UTC where it names no zone. */
function readTimestamp(value: unknown, receivedAt: number): number {
  const text = asText(value, 40) ?? "";
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
  const milliseconds = Math.round(/^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(zoned));
  const plausible = milliseconds <= receivedAt + AHEAD_MS && milliseconds >= receivedAt - OLDEST_MS;
  return plausible ? milliseconds : receivedAt;
}

function readLevel(value: unknown): Level {
  const name = asText(value, 16)?.toLowerCase() ?? "";
  return LEVELS.find((level) => level === name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name]! : "error");
}

function readFingerprint(value: unknown): string[] | null {
  const parts = (typeof value === "string" ? [value] : asList(value)).slice(0, MAX_FINGERPRINT).flatMap((it) => asText(it, 256) ?? []);
  return parts.length > 0 ? parts : null;
}

/** Sent as an object, as pairs, or as `{"key", "value"}` objects. The first of equal names stands. */
function readTags(value: unknown): [string, string][] {
  const pairs: unknown[][] = Array.isArray(value) ? value.map(pairOf) : Object.entries(asRecord(value));
  const tags = new Map<string, string>();
  for (const [name, content] of pairs) {
    const key = asText(name, 200);
    const text = asText(content, 200);
    if (key !== null && text !== null && !tags.has(key)) tags.set(key, text);
    if (tags.size === MAX_TAGS) break;
  }
  return [...tags];
}

const pairOf = (it: unknown): unknown[] => (Array.isArray(it) ? it : [asRecord(it).key, asRecord(it).value]);
