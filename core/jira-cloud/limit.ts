import type { FailureScope } from "../trackers/failure.ts";

/** What an answer says of how much more may be asked: what has to wait, and how long in ms; null where nothing has to. */
export type Limit = { scope: FailureScope; milliseconds: number };

const DEFAULT_MS = 30_000;
/** The longest that a queue can keep a message back. */
const LONGEST_MS = 43_200_000;

/**
 * How long Jira Cloud asks to wait after a 429, and with what: a quota counts for the tenant, a burst for requests of one kind, and writes
 * for the ticket they are about (`RateLimit-Reason`). `Retry-After` in seconds, or `X-RateLimit-Reset` as a time; without both half a
 * minute, and twelve hours at most. https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export function limitOf(header: (name: string) => string, now: number): Limit {
  const reason = header("ratelimit-reason");
  const scope = reason.includes("per-issue") ? "ticket" : reason.includes("burst") ? "request" : "tracker";
  const seconds = Number(header("retry-after"));
  const reset = Date.parse(header("x-ratelimit-reset")) - now;
  const asked = seconds > 0 ? seconds * 1000 : reset > 0 ? reset : DEFAULT_MS;
  return { scope, milliseconds: Math.min(Math.ceil(asked), LONGEST_MS) };
}

/** Under a fifth of what may be asked is left. */
export const isNearLimit = (header: (name: string) => string): boolean => header("x-ratelimit-nearlimit").toLowerCase() === "true";
