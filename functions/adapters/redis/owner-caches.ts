import { randomBytes } from "node:crypto";
import { epochKey, ownerCacheKeys, rateLimitKey, readKeys } from "../../../core/caches/keys.ts";
import type { Claim, OwnerCaches } from "../../../core/caches/ports.ts";
import { Unavailable } from "../../../core/errors.ts";
import { log } from "../log.ts";
import { redis } from "./client.ts";

// Upstash takes 1 MB a request on its smallest plan; and this long a command keeps everybody else waiting for a millisecond or two.
const KEYS_PER_REQUEST = 4_000;
/** A cache that is slower than this is of no use: what it knows can be looked up. */
const QUICKLY = { milliseconds: 300, retries: 0 };

const DAY = 86_400;
/** Longer than any answer; it is renewed by use. */
const EPOCH_SECONDS = 7 * DAY;
const LEASE_SECONDS = 30;
// behaviour §5.1: that somebody has the group, that nobody has, that its owners were looked for.
const ASSIGNED_SECONDS = DAY;
const UNASSIGNED_SECONDS = 60;
const EVALUATED_SECONDS = DAY;

// A value is the epoch it was given under, then the answer; a lease is the epoch, then whose it is.
const YES = ":1";
const NO = ":0";
const LEASE = "?";

/**
 * One step: renews or begins the epoch, counts the group in its minute, and puts our lease in place of each answer that does not hold.
 * KEYS: epoch, assigned, evaluated, groups of this minute. ARGV: an epoch to begin with, our token, group, limit.
 */
const CLAIM = `
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  epoch = ARGV[1]
  redis.call('SET', KEYS[1], epoch, 'EX', ${EPOCH_SECONDS})
else
  redis.call('EXPIRE', KEYS[1], ${EPOCH_SECONDS})
end
if redis.call('SISMEMBER', KEYS[4], ARGV[3]) == 0 then
  redis.call('SADD', KEYS[4], ARGV[3])
  if redis.call('TTL', KEYS[4]) < 0 then redis.call('EXPIRE', KEYS[4], 60) end
  if redis.call('SCARD', KEYS[4]) > tonumber(ARGV[4]) then
    redis.call('SREM', KEYS[4], ARGV[3])
    return { 1, epoch, '', '' }
  end
end
local found = {}
for n = 2, 3 do
  local value = redis.call('GET', KEYS[n])
  if value == epoch .. '${YES}' or value == epoch .. '${NO}' then
    found[n] = value
  else
    redis.call('SET', KEYS[n], epoch .. '${LEASE}' .. ARGV[2], 'EX', ${LEASE_SECONDS})
    found[n] = ''
  end
end
return { 0, epoch, found[2], found[3] }
`;

/** Compare and set: each answer replaces our lease, if that and the epoch still stand. ARGV: epoch, token, then answer and seconds of each. */
const FILL = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for n = 2, 3 do
  local answer = ARGV[2 * n - 1]
  if answer ~= '' and redis.call('GET', KEYS[n]) == ARGV[1] .. '${LEASE}' .. ARGV[2] then
    redis.call('SET', KEYS[n], ARGV[1] .. answer, 'EX', ARGV[2 * n])
  end
end
return 1
`;

const UNKNOWN = { assigned: null, evaluated: null } as const;

export const ownerCaches: OwnerCaches = {
  async read(place) {
    const values = await unless(redis(QUICKLY).mget<(string | null)[]>(...readKeys(place)));
    const [epoch, assigned, evaluated] = values ?? [];
    return epoch ? { assigned: answer(epoch, assigned), evaluated: answer(epoch, evaluated) } : UNKNOWN;
  },

  async claim(place, limit) {
    const { projectId, groupId } = place;
    const token = unique();
    const keys = [...readKeys(place), rateLimitKey(projectId)];
    const args = [unique(), token, groupId, limit];
    const found = await unless(redis(QUICKLY).eval<typeof args, [number, string, string, string]>(CLAIM, keys, args));
    if (!found) return { ...UNKNOWN, limited: false, ticket: null };
    const [limited, epoch, assigned, evaluated] = found;
    const ticket = { projectId, groupId, epoch, token };
    return { limited: Number(limited) === 1, assigned: answer(epoch, assigned), evaluated: answer(epoch, evaluated), ticket };
  },

  async fill({ ticket }: Claim, { assigned = null, evaluated = null }) {
    if (!ticket) return;
    const of = (value: boolean | null, yes: number, no: number) => (value === null ? ["", 0] : value ? [YES, yes] : [NO, no]);
    const answers = [...of(assigned, ASSIGNED_SECONDS, UNASSIGNED_SECONDS), ...of(evaluated, EVALUATED_SECONDS, UNASSIGNED_SECONDS)];
    await unless(redis(QUICKLY).eval(FILL, readKeys(ticket), [ticket.epoch, ticket.token, ...answers]));
  },

  async unlink(groupIds) {
    const keys = groupIds.flatMap(ownerCacheKeys);
    for (let at = 0; at < keys.length; at += KEYS_PER_REQUEST) {
      await insisting(redis().unlink(...keys.slice(at, at + KEYS_PER_REQUEST)));
    }
  },

  async moveEpoch(projectId) {
    await insisting(redis().set(epochKey(projectId), unique(), { ex: EPOCH_SECONDS }));
  },
};

/** Never the same again, so that neither an epoch nor a lease that was lost revives what was written under it. */
const unique = (): string => randomBytes(12).toString("base64url");

const answer = (epoch: string, value: string | null | undefined): boolean | null =>
  value === epoch + YES ? true : value === epoch + NO ? false : null;

/** Tried again less and less often: an outage may be long, and the invalidation has to outlast it. */
async function insisting(request: Promise<unknown>): Promise<void> {
  await request.catch((cause: unknown) => {
    throw new Unavailable("Redis", undefined, { cause });
  });
}

/** Null when the cache does not answer, or not in time. */
async function unless<T>(request: Promise<T>): Promise<T | null> {
  return request.catch(() => {
    log.warn("cache.unavailable");
    return null;
  });
}
