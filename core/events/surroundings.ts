import type { Privacy } from "../projects/privacy.ts";
import type { ErrorEvent } from "./event.ts";
import { type JsonObject, keepJson, keepObject, sizeOf } from "./kept-json.ts";
import { asRecord, asText, type Untrusted } from "./untrusted.ts";

const CONTEXT = { bytes: 8192, depth: 7 };
const EXTRA = { bytes: 16_384, depth: 7 };
const MODULES = 500;

/** Contexts as the SDK sent them, each 8 KB at most, all together `bytes` of JSON; those that are no objects say nothing. */
export function readContexts(sent: unknown, bytes: number, privacy: Privacy): ErrorEvent["contexts"] {
  const kept = within(Object.entries(asRecord(sent)), bytes, (context): JsonObject | null => {
    const fields = keepObject(context, CONTEXT, privacy);
    return Object.keys(fields).length === 0 ? null : fields;
  });
  return Object.fromEntries(kept);
}

/** What the application added, each value 16 KB at most, all together `bytes` of JSON. */
export const readExtra = (sent: unknown, bytes: number, privacy: Privacy): JsonObject => {
  const { ...fields } = asRecord(sent);
  const kept = within(Object.entries(fields), bytes, (value, name) => keepJson({ [name]: value }, EXTRA, privacy) as JsonObject);
  return Object.fromEntries(kept.flatMap(([, field]) => Object.entries(field)));
};

/** Names and versions of libraries, 500 at most and as many as `bytes` of JSON hold. */
export function readModules(sent: unknown, bytes: number): Record<string, string> {
  const named = Object.entries(asRecord(sent)).slice(0, MODULES);
  return Object.fromEntries(within(named, bytes, (version) => asText(version, 64)));
}

export function readSdk(sent: unknown): ErrorEvent["sdk"] {
  const { name, version }: Untrusted = asRecord(sent);
  const text = asText(name, 64);
  return text === null ? null : { name: text, version: asText(version, 64) };
}

/** From the front, until one does not fit any more. */
function within<T>(entries: [string, unknown][], bytes: number, keep: (value: unknown, name: string) => T | null): [string, T][] {
  const kept: [string, T][] = [];
  let left = bytes;
  for (const [key, value] of entries) {
    const name = key.slice(0, 128).toWellFormed();
    const it = keep(value, name);
    if (it === null) continue;
    left -= sizeOf({ [name]: it });
    if (left < 0) break;
    kept.push([name, it]);
  }
  return kept;
}
