import { createHash } from "node:crypto";
import type { ErrorEvent } from "../event.ts";
import { exceptionParts } from "./exceptions.ts";
import { type Entry, fingerprintOf } from "./fingerprint.ts";
import { comparable } from "./message.ts";
import { messageText } from "./message-text.ts";

/**
 * Changes with every change of these rules that gives an event another key. Then either `groupingKeys` also answers the keys of the version
 * before, last, so that an issue is found by its old key and gets the new one; or, before the first release, the store gets another
 * format, so that there is no issue with such keys.
 */
const VERSION = 2;

/**
 * The grouping keys of an event, at most two, the one that counts most first: an event belongs to the issue that has one of them. Events
 * that one person would look at as one error have an equal key. Of a stack the first is of the frames of the application, the second of
 * all frames: where an update of an SDK changes which those are, the second still finds the issue. Each is the version and 32 hex digits.
 */
export function groupingKeys(event: ErrorEvent): string[] {
  if (event.checksum !== null) return [keyOf(["checksum", event.checksum])];
  const fingerprint = fingerprintOf(event);
  const usual = fingerprint?.every((it) => it !== "default") ? [] : usualParts(event);
  const parts = fingerprint ? hybrids(fingerprint, usual) : usual;
  return [...new Set(parts.map(keyOf))];
}

/** Of a message its text; of exceptions and stacks those of the application, and all; of an event with nothing of the kind a constant. */
function usualParts(event: ErrorEvent): unknown[][] {
  const text = messageText(event);
  if (text !== null) return [["message", comparable(text)]];
  const variants = (["app", "all"] as const).map((variant) => exceptionParts(event, variant)).filter((it) => it !== null);
  return variants;
}

/** Own entries alone make one key; with the usual parts among them there are as many as usual. */
const hybrids = (entries: readonly Entry[], usual: unknown[][]): unknown[][] =>
  (usual.length > 0 ? usual : [[]]).map((parts) => ["fingerprint", ...entries.map((it) => (it === "default" ? parts : it.text))]);

const keyOf = (parts: unknown): string => `${VERSION}-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;
