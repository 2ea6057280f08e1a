import type { ErrorEvent } from "../event.ts";
import { builtInFingerprint } from "./built-in-fingerprints.ts";
import { comparable } from "./message.ts";
import { variable } from "./variables.ts";

/** What an entry stands for: a text, or whatever would decide without a fingerprint. */
export type Entry = { text: string } | "default";

const VARIABLE = /^\{\{\s*(\S+)\s*\}\}$/;

/** The fingerprint that decides instead of what the event says, or beside it; null where the event has none, or only the default. */
export function fingerprintOf(event: ErrorEvent): Entry[] | null {
  const entries = (builtInFingerprint(event) ?? event.fingerprint ?? []).map((it) => entryOf(it, event));
  return entries.length === 0 || (entries.length === 1 && entries[0] === "default") ? null : entries;
}

/** Only a whole entry is a variable. A constant that repeats the event's own text varies as that does. */
function entryOf(entry: string, event: ErrorEvent): Entry {
  const name = VARIABLE.exec(entry)?.[1];
  if (name === "default") return "default";
  if (name !== undefined) return { text: variable(name, event) };
  const own = [event.message, event.template, ...event.exceptions.map((it) => it.value)];
  return { text: own.includes(entry) ? comparable(entry) : entry };
}
