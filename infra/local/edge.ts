import type { IncomingMessage } from "node:http";
import { Script } from "node:vm";

/** As much as infra/edge.ts says of CloudFront. */
export type Edge = { viewerRequest: string; cacheHeaders: readonly string[] };

/** The function that CloudFront runs, made of the same text; it sees the path apart from the query. */
export function viewerFunction(injection: string): (uri: string) => string {
  const handler = new Script(`(event) => {${injection}\nreturn event.request;}`).runInNewContext() as (event: {
    request: { uri: string };
  }) => { uri: string };
  return (uri) => handler({ request: { uri } }).uri;
}

/**
 * Gives requests that come at once for one cache key a single answer. CloudFront may do that ("request collapsing") and says that
 * `no-store` prevents it; here nothing prevents it, so that what two people may not share has to differ in its key
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html).
 */
export function collapsing<Answer>(cacheHeaders: readonly string[]) {
  const underWay = new Map<string, Promise<Answer>>();
  return (request: IncomingMessage, ask: () => Promise<Answer>): Promise<Answer> => {
    if (request.method !== "GET" && request.method !== "HEAD") return ask();
    const headers = [...cacheHeaders, "cookie", "accept-encoding"].map((it) => request.headers[it.toLowerCase()] ?? null);
    const key = JSON.stringify([request.method, request.url, headers]);
    const answer = underWay.get(key) ?? ask().finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  };
}

/** CloudFront forwards no GET that has a body: it answers 403. */
export const hasForbiddenBody = ({ method, headers }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") && (Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined);
