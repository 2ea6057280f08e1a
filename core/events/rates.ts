import type { RateLimit } from "../projects/project.ts";

/** Requests that one key may make, unless it says otherwise. */
export const USUAL_RATE: RateLimit = { count: 6_000, window: 60 };

/** Issues that a project may get new in a minute. */
export const MOST_NEW_ISSUES = 300;

/** Which window of so many seconds a time is in (ms since the epoch), counted from the epoch, and how many seconds are left of it. */
export function windowOf(at: number, seconds: number): { number: number; left: number } {
  const whole = Math.floor(at / 1000);
  return { number: Math.floor(whole / seconds), left: seconds - (whole % seconds) };
}
