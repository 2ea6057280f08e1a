import type { ErrorEvent } from "./event.ts";
import { asRecord, asText } from "./untrusted.ts";

const MOST = 50;
/** Those that fields of the event give, and the application cannot set. */
const OF_FIELDS = new Set(["release", "dist", "user", "filename", "function", "environment", "level"]);

/**
 * Tags that the application set, sent as an object, as pairs, or as `{"key", "value"}` objects: 50 at most, the first of equal names; names
 * without blanks, names and values of 200 characters at most. The environment may be sent as one.
 */
export function readTags(sent: unknown): Pick<ErrorEvent, "tags" | "environment"> {
  const pairs: unknown[][] = Array.isArray(sent) ? sent.map(pairOf) : Object.entries(asRecord(sent));
  const tags = new Map<string, string>();
  let environment: string | null = null;
  for (const [name, content] of pairs) {
    const key = asText(name, 200)?.replace(/\s+/g, "-");
    const text = textOf(content);
    if (key === "environment") environment ??= text?.slice(0, 64) ?? null;
    if (key === undefined || text === null || tags.has(key) || OF_FIELDS.has(key)) continue;
    tags.set(key, text);
    if (tags.size === MOST) break;
  }
  return { tags: [...tags], environment };
}

const pairOf = (it: unknown): unknown[] => (Array.isArray(it) ? it : [asRecord(it).key, asRecord(it).value]);

/** Clients search for truth as Sentry writes it. */
const textOf = (sent: unknown): string | null => (typeof sent === "boolean" ? (sent ? "True" : "False") : asText(sent, 200));
