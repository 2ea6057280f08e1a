import { createHash } from "node:crypto";

/** A request as its canonical form needs it: the path under the app's base URL, the query as it was sent. */
export type Asked = { method: string; path: string; query: URLSearchParams };

/** What of a character set RFC 3986 leaves as it is, and nothing else: `encodeURIComponent` leaves five more. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A request in the one form that is hashed (behaviour §2.9): method, path without slashes at its end, and parameters by name without
 * `jwt`; values of a name that is there several times are sorted and joined by commas.
 * https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 */
export function canonicalRequest({ method, path, query }: Asked): string {
  const names = [...new Set(query.keys())].filter((it) => it !== "jwt").sort(byName);
  const pairs = names.map((name) => `${encoded(name)}=${query.getAll(name).sort(byName).map(encoded).join(",")}`);
  const place = path.replace(/\/+$/, "").replaceAll("&", "%26") || "/";
  return `${method.toUpperCase()}&${place}&${pairs.join("&")}`;
}

/** The query-string hash of a request: SHA-256 of its canonical form, in hexadecimal. */
export const queryHash = (asked: Asked): string => createHash("sha256").update(canonicalRequest(asked)).digest("hex");
