import { EPOCH, LOOK_BACK, SEQUENCES_PER_SECOND } from "../../../core/projects/snowflake.ts";
import { orUnavailable, redis } from "./client.ts";

/** Sequences `first` to `first + count - 1` of one second are the caller's. */
export type Run = { seconds: number; first: number; count: number };
export type Lease = { runs: Run[]; milliseconds: number };

// Counters outlive the window they are read in by twice what two clocks may differ after a failover: expiring with it
// would give out ids twice (§13 decision 60).
const COUNTER_SECONDS = 900;

/**
 * Takes up to ARGV[1] unused sequences, newest second first, in one step. Time is Redis's own, so there is one clock. The floor is the
 * second below which nothing may be given out: where it is missing the database is new or was flushed, the counters with it, and only
 * seconds still to come are known to be unused. Until the window has grown to its size again, the answer says when the next one comes.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = tonumber(time[1]) - ${EPOCH}
local floor = tonumber(redis.call('GET', KEYS[1]) or '-1')
if floor < 0 then
  floor = now + 1
  redis.call('SET', KEYS[1], floor)
end
local left = tonumber(ARGV[1])
local runs = {}
for second = now, math.max(floor, now - ${LOOK_BACK - 1}, 1), -1 do
  if left == 0 then break end
  local counter = KEYS[1] .. ':' .. second
  local used = tonumber(redis.call('GET', counter) or '0')
  local count = math.min(${SEQUENCES_PER_SECOND} - used, left)
  if count > 0 then
    redis.call('SET', counter, used + count, 'EX', ${COUNTER_SECONDS})
    left = left - count
    runs[#runs + 1] = second
    runs[#runs + 1] = used
    runs[#runs + 1] = count
  end
end
local wait = 0
if floor > now - ${LOOK_BACK - 1} then wait = math.max(floor - now, 1) * 1000 - math.floor(tonumber(time[2]) / 1000) end
return { wait, runs }
`;

const floorKey = (space: string, region: number): string => `ids:1:${space}:${region}`;

/** One request, whatever `count`. No runs: the window is used up, or is growing and has more after `milliseconds` (0 when it is not). */
export async function leaseIds(space: string, region: number, count: number): Promise<Lease> {
  const request = redis().eval<number[], [number, number[]]>(SCRIPT, [floorKey(space, region)], [count]);
  const [milliseconds, flat] = await orUnavailable(request, "The store of ids");
  const runs: Run[] = [];
  for (let at = 0; at + 2 < flat.length; at += 3) runs.push({ seconds: flat[at]!, first: flat[at + 1]!, count: flat[at + 2]! });
  return { runs, milliseconds };
}

/** Says that nothing was ever given out in a space, so that a new store may use the whole window at once. No effect on a known one. */
export async function openIds(space: string, region: number): Promise<void> {
  await orUnavailable(redis().set(floorKey(space, region), 0, { nx: true }), "The store of ids");
}
