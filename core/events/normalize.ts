import { AppError, Invalid } from "../errors.ts";
import { LEVELS, type Level } from "../issues/group.ts";
import { KEEP_ALL, type Privacy } from "../projects/privacy.ts";
import { readBreadcrumbs } from "./breadcrumbs.ts";
import type { ErrorEvent } from "./event.ts";
import { parseJson } from "./json.ts";
import { sizeOf } from "./kept-json.ts";
import { readMessage } from "./message.ts";
import { readRequest } from "./request.ts";
import { readTags } from "./sent-tags.ts";
import { keepLines } from "./source-lines.ts";
import { readExceptions } from "./stack.ts";
import { readContexts, readExtra, readModules, readSdk } from "./surroundings.ts";
import { readMoment } from "./timestamp.ts";
import { asList, asRecord, asText, type Untrusted } from "./untrusted.ts";
import { readUser } from "./user.ts";
import { withAgent } from "./user-agent.ts";

/** `id` is used where the payload has none of its own; `privacy` is what its project wants. */
export type Received = { receivedAt: number; id: string; privacy?: Privacy };

/** The largest payload accepted (develop.sentry.dev: 1 MB). */
export const MAX_EVENT_BYTES = 1024 * 1024;

const MAX_FINGERPRINT = 20;
/** A stored item may have 400 KB, and ten of them go into one transaction of 4 MB. */
const MAX_BYTES = 300_000;
/** What makes the issue has this for itself, so that what surrounds an error never changes where it belongs. */
const MAX_CORE_BYTES = 200_000;
/** Where even what was thrown does not fit without a stack. */
const LAST_EXCEPTIONS = 10;
/** Of what is left, so much at most for each. */
const SHARES = { breadcrumbs: 0.3, contexts: 0.2, extra: 0.2, modules: 0.08, lines: 0.22 };
const MAX_FRAMES = 100;
// develop.sentry.dev: times further away are taken for a wrong clock.
const OLDEST_MS = 30 * 86_400_000;
const AHEAD_MS = 60_000;

const ALIASES: Record<string, Level> = { warn: "warning", critical: "fatal", log: "info" };

/**
 * An event payload in any SDK's dialect as an ErrorEvent of bounded size (develop.sentry.dev/sdk/data-model/event-payloads). Fields of
 * wrong types are dropped; throws Invalid only when the payload is no JSON object, 413 when it is too large. Stacks are shortened until
 * they fit; what surrounds the error is kept as far as it fits beside them.
 */
export function normalize(bytes: Uint8Array, received: Received): ErrorEvent {
  if (bytes.length > MAX_EVENT_BYTES) throw new AppError(413, "The event is too large.", false);
  const payload = parseJson(bytes, "The event");
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) throw new Invalid("The event is not a JSON object.");
  const sent = asRecord(payload);
  for (let frames = MAX_FRAMES; ; frames = Math.floor(frames / 2)) {
    const core = readCore(sent, frames, received);
    const bytes = sizeOf({ ...core, exceptions: keepLines(core.exceptions, 0) });
    if (frames === 0 || bytes <= MAX_CORE_BYTES) return { ...core, ...readSurroundings(sent, core, MAX_BYTES - bytes, received) };
  }
}

type Surroundings = Pick<ErrorEvent, "exceptions" | "breadcrumbs" | "contexts" | "extra" | "modules">;
type Core = Omit<ErrorEvent, Exclude<keyof Surroundings, "exceptions">>;

function readCore(sent: Untrusted, frames: number, { receivedAt, id, privacy = KEEP_ALL }: Received): Core {
  const { tags, environment } = readTags(sent.tags);
  return {
    id: readEventId(sent.event_id) ?? id,
    timestamp: readTimestamp(sent.timestamp, receivedAt),
    level: readLevel(sent.level),
    platform: asText(sent.platform, 64) ?? "other",
    ...readMessage(sent),
    logger: asText(sent.logger, 64),
    transaction: asText(sent.transaction ?? sent.culprit, 200),
    exceptions: readExceptions(sent, frames).slice(frames === 0 ? -LAST_EXCEPTIONS : 0),
    fingerprint: readFingerprint(sent.fingerprint),
    checksum: asText(sent.checksum, 256),
    tags,
    request: readRequest(sent.request ?? sent["sentry.interfaces.Http"], privacy),
    user: readUser(sent.user ?? sent["sentry.interfaces.User"], privacy),
    release: asText(sent.release, 200),
    dist: asText(sent.dist, 64),
    environment: asText(sent.environment, 64) ?? environment,
    serverName: asText(sent.server_name, 256),
    sdk: readSdk(sent.sdk),
  };
}

/** In `bytes` of JSON. */
function readSurroundings(sent: Untrusted, core: Core, bytes: number, { privacy = KEEP_ALL }: Received): Surroundings {
  const share = (of: keyof typeof SHARES) => Math.max(0, Math.floor(bytes * SHARES[of]));
  return {
    exceptions: keepLines(core.exceptions, share("lines")),
    breadcrumbs: readBreadcrumbs(sent.breadcrumbs ?? sent["sentry.interfaces.Breadcrumbs"], share("breadcrumbs"), privacy),
    contexts: withAgent(readContexts(sent.contexts, share("contexts"), privacy), core),
    extra: readExtra(sent.extra, share("extra"), privacy),
    modules: readModules(sent.modules, share("modules")),
  };
}

/** 32 lower-case hex digits, sent with or without dashes; null for anything else. */
export function readEventId(value: unknown): string | null {
  const id = asText(value, 64)?.replaceAll("-", "").toLowerCase();
  return id && /^[0-9a-f]{32}$/.test(id) ? id : null;
}

function readTimestamp(value: unknown, receivedAt: number): number {
  const milliseconds = readMoment(value);
  const plausible = milliseconds !== null && milliseconds <= receivedAt + AHEAD_MS && milliseconds >= receivedAt - OLDEST_MS;
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
