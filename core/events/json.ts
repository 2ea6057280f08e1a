import { Invalid } from "../errors.ts";

/** SDKs send a few levels, ten at most. Reading takes memory with each. */
const MAX_DEPTH = 100;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** JSON of UTF-8 bytes, nested 100 levels at most; `what` begins the message of the Invalid it throws. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  if (isTooDeep(bytes)) throw new Invalid(`${what} is nested too deeply.`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Invalid(`${what} is not valid JSON.`, { cause });
  }
}

/** Looks at each byte once, and stops where it is too deep. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) at += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.has(byte)) depth++;
    else if (CLOSING.has(byte)) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
