import { Unavailable } from "../../../core/errors.ts";
import { log } from "../log.ts";
import { redis } from "../redis/client.ts";

/** Where a request stands for Discord: its route, and what its limits are counted by apart (a channel, a server, a webhook). */
export type Route = { route: string; major: string };

/**
 * Discord bans an address for a while after 10,000 requests in ten minutes that were answered 401, 403 or 429. All functions share the
 * address's fate, so they stop together, at half of that.
 */
const INVALID = { most: 5000, seconds: 600 };
const INVALID_KEY = "discord:invalid";
const GLOBAL_KEY = "discord:pause:global";
/** A wait this short is waited out here; a longer one is the queue's. */
const SHORT_MS = 1000;
/** What Redis does not say soon is not waited for. */
const PATIENCE = { milliseconds: 500, retries: 0 };
const PREFIX = "discord:bucket:";

/** Which bucket a route has, as Discord said: it never says so before the first answer. */
const buckets = new Map<string, string>();

const pauseKey = ({ route, major }: Route): string => `discord:pause:${buckets.get(route) ?? route}:${major}`;

/** Waits for its turn, or throws Unavailable with when it comes. Without Redis nobody knows of the others, and Discord itself says when it is too much. */
export async function takeTurn(of: Route, now: number): Promise<void> {
  const known = async () => {
    if (!buckets.has(of.route)) {
      const bucket = await redis(PATIENCE).get<string>(PREFIX + of.route);
      if (bucket) buckets.set(of.route, String(bucket));
    }
    return redis(PATIENCE).mget<(string | null)[]>(GLOBAL_KEY, pauseKey(of), INVALID_KEY);
  };
  const [all, own, invalid] = await known().catch(() => {
    log.warn("discord.limits.unknown");
    return [null, null, null];
  });
  if (Number(invalid ?? 0) >= INVALID.most) throw new Unavailable("Discord", 60);
  const wait = Math.max(Number(all ?? 0), Number(own ?? 0)) - now;
  if (wait > SHORT_MS) throw new Unavailable("Discord", Math.ceil(wait / 1000));
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

type Answered = { status: number; headers: Headers; body: unknown };

/** Remembers, for all functions, what an answer says of limits. Answers how many seconds to wait where it was 429. */
export async function noteAnswer(of: Route, { status, headers, body }: Answered, now: number): Promise<number | null> {
  const bucket = headers.get("x-ratelimit-bucket");
  const pipeline = redis(PATIENCE).pipeline();
  let steps = 0;
  if (bucket && buckets.get(of.route) !== bucket) {
    buckets.set(of.route, bucket);
    pipeline.set(PREFIX + of.route, bucket, { ex: 86_400 });
    steps++;
  }
  const pause = (key: string, seconds: number) => {
    const milliseconds = Math.max(1, Math.ceil(seconds * 1000));
    pipeline.set(key, String(now + milliseconds), { px: milliseconds });
    steps++;
  };
  const after = status === 429 ? retryAfter(headers, body) : null;
  if (after !== null) pause(isGlobal(headers, body) ? GLOBAL_KEY : pauseKey(of), after);
  else if (headers.get("x-ratelimit-remaining") === "0") pause(pauseKey(of), Number(headers.get("x-ratelimit-reset-after") ?? 1));
  const isInvalid = status === 401 || status === 403 || (status === 429 && headers.get("x-ratelimit-scope") !== "shared");
  if (isInvalid) {
    pipeline.incr(INVALID_KEY).expire(INVALID_KEY, INVALID.seconds, "NX");
    steps++;
  }
  if (steps > 0) await pipeline.exec().catch(() => log.warn("discord.limits.unknown"));
  return after;
}

/** A ban by what stands before Discord has no JSON and no scope, and a header in seconds. */
function retryAfter(headers: Headers, body: unknown): number {
  const told = (body as { retry_after?: unknown } | null)?.retry_after ?? headers.get("retry-after");
  const seconds = Number(told ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : 60;
}

const isGlobal = (headers: Headers, body: unknown): boolean =>
  headers.get("x-ratelimit-global") === "true" || headers.get("via") !== null || (body as { global?: unknown } | null)?.global === true;
