import type { IncomingMessage } from "node:http";

/** Milliseconds; or whatever takes its time, or lets it pass. */
type Wait = number | (() => unknown);

/**
 * What a Jira does to whoever asks it. An answer of its own: a proxy's page with 200 or 404, half of a JSON, a 302 to a login; since Data
 * Center 8.6 rate limiting answers 429 with `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3)
 * (https://confluence.atlassian.com/adminjiraserver/improving-instance-stability-with-rate-limiting-983794911.html). Or it takes its time
 * before what was asked is done, or after: webhooks are sent in the background, so that they may come long before such an answer
 * (https://developer.atlassian.com/server/jira/platform/webhooks/). Or no answer at all ever: what was asked is not done, or it is, and
 * the connection breaks before the answer, as TCP promises nobody to be told (RFC 9293, 3.10.7).
 */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string; times?: number }
  | { before?: Wait; after?: Wait; times?: number }
  | "silence"
  | "unheard"
  | "lost";
export type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; text?: string; json?: unknown };
export type Route = (asked: Asked) => Reply | null;

export const took = async (wait: Wait): Promise<void> => {
  if (typeof wait === "function") await wait();
  else if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
};

/** Something that takes until it is let go; `reached` once somebody waits for it. */
export function heldUp() {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const wait = (): Promise<void> => {
    reached.resolve();
    return released.promise;
  };
  return { wait, reached: reached.promise, letGo: () => released.resolve() };
}
