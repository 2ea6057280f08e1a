import { encodeSnowflake, LOOK_BACK, NULL_REGION, SEQUENCES_PER_SECOND } from "../../core/projects/snowflake.ts";

export type Counters = {
  /** The value afterwards. */
  incr(key: string): number | Promise<number>;
  expire(key: string, seconds: number): unknown;
};

/**
 * One id as Sentry gives it out (§13 decision 60), to measure ours against: the caller's own clock, a command for each second that is tried, and an
 * expiry that is set by a second command and ends with the window. Null when the window is used up.
 */
export async function nextByIncr(counters: Counters, now: number): Promise<number | null> {
  for (let seconds = now; seconds > now - Math.min(now, LOOK_BACK); seconds--) {
    const sequence = (await counters.incr(String(seconds))) - 1;
    if (sequence === 0) await counters.expire(String(seconds), LOOK_BACK);
    if (sequence < SEQUENCES_PER_SECOND) return encodeSnowflake({ seconds, region: NULL_REGION, sequence });
  }
  return null;
}
