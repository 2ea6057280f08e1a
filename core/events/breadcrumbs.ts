import type { Privacy } from "../projects/privacy.ts";
import { type JsonObject, keepObject, sizeOf } from "./kept-json.ts";
import { withoutCredentials } from "./privacy.ts";
import { readMoment } from "./timestamp.ts";
import { asRecord, asText, asValues } from "./untrusted.ts";

/** What happened before the error. `timestamp` in milliseconds since the Unix epoch. */
export type Breadcrumb = {
  timestamp: number | null;
  type: string | null;
  category: string | null;
  level: string | null;
  message: string | null;
  data: JsonObject;
};

const MOST = 100;
const BOUNDS = { bytes: 2048, depth: 5 };

/** The newest, 100 at most and as many as `bytes` of JSON hold, oldest first. */
export function readBreadcrumbs(sent: unknown, bytes: number, privacy: Privacy): Breadcrumb[] {
  const kept: Breadcrumb[] = [];
  let left = bytes;
  for (const it of asValues(sent).slice(-MOST).reverse()) {
    const crumb = readBreadcrumb(asRecord(it), privacy);
    left -= sizeOf(crumb) + 1;
    if (left < 0) break;
    kept.unshift(crumb);
  }
  return kept;
}

const readBreadcrumb = (it: ReturnType<typeof asRecord>, privacy: Privacy): Breadcrumb => ({
  timestamp: readMoment(it.timestamp),
  type: asText(it.type, 128),
  category: asText(it.category, 128),
  level: asText(it.level, 16),
  message: textOf(it.message),
  data: keepObject(it.data, BOUNDS, privacy),
});

const textOf = (message: unknown): string | null => {
  const text = asText(message, 1024);
  return text === null ? null : withoutCredentials(text);
};
