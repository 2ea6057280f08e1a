import { createHash } from "node:crypto";
import type { ErrorEvent, ExceptionValue, Frame } from "./event.ts";

const DEFAULT = /^\{\{\s*default\s*\}\}$/;

/**
 * The grouping key of an event: 32 hex digits, equal for events that one person would look at as one error. A fingerprint decides where
 * there is one; `{{ default }}` in it stands for what would have decided otherwise.
 */
export function groupingKey(event: ErrorEvent): string {
  const usual = defaultParts(event);
  const parts = event.fingerprint?.flatMap((part) => (DEFAULT.test(part) ? usual : [part])) ?? usual;
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Types and frames of the whole chain; without frames types and values; without a type the message; and last what is left. */
function defaultParts({ exceptions, message, template }: ErrorEvent): string[] {
  const typed = exceptions.filter((it) => it.type !== null);
  if (typed.some((it) => it.frames.length > 0)) return ["stack", ...typed.flatMap((it) => [it.type ?? "", ...framesOf(it)])];
  if (typed.length > 0) return ["value", ...typed.flatMap((it) => [it.type ?? "", parametrize(it.value ?? "")])];
  const text = template ?? message ?? exceptions.at(-1)?.value;
  if (text) return ["message", parametrize(text)];
  return ["stack", ...exceptions.flatMap(framesOf)];
}

/** Frames of the application where any is known to be: a library's own change with its versions. Recursion counts once. */
function framesOf({ frames }: ExceptionValue): string[] {
  const own = frames.filter((frame) => frame.inApp);
  const names = (own.length > 0 ? own : frames).map(frameName);
  return names.filter((name, n) => name !== names[n - 1]);
}

/** Where a frame is, without what changes from build to build: line, query string, hash in the file's name, number of a lambda. */
function frameName({ module, filename, absPath, function: name }: Frame): string {
  const file = (module ?? filename ?? absPath ?? "").replace(/[?#].*$/, "").replace(/(?<=[-._])[0-9a-f]{8,}(?=[-._]|$)/gi, "<hash>");
  return `${file} ${(name ?? "").replace(/\$\d+|0x[0-9a-f]+/gi, "<n>")}`;
}

/** What differs between messages of one kind: UUIDs, hashes, addresses in memory, numbers. */
const VARIABLE = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b|\d+(?:\.\d+)*/gi;

/** A message with its variable parts replaced. */
export const parametrize = (text: string): string => text.replace(VARIABLE, "<*>");
