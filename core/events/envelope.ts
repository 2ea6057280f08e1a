import { Invalid } from "../errors.ts";
import { parseJson } from "./json.ts";
import { asRecord, asText, type Untrusted } from "./untrusted.ts";

export type Envelope = { header: Untrusted; items: EnvelopeItem[] };
export type EnvelopeItem = { type: string; payload: Uint8Array };

const NEWLINE = 0x0a;
const RETURN = 0x0d;
// SDKs batch within an item, not in items: a real envelope has a handful.
const MAX_ITEMS = 100;

/** The longest header of an envelope or an item, in bytes. A real one has a few hundred. */
export const MAX_HEADER_BYTES = 16 * 1024;

/**
 * The items of an envelope, of whatever type (develop.sentry.dev/sdk/data-model/envelopes: a header line, then for each item a header
 * line and a payload of `length` bytes, or up to the end of the line where there is no length). Throws Invalid.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const [header, start] = headerLine(bytes, 0);
  const items: EnvelopeItem[] = [];
  let at = skipBlank(bytes, start);
  while (at < bytes.length) {
    if (items.length === MAX_ITEMS) throw new Invalid("The envelope has too many items.");
    const [item, payloadStart] = headerLine(bytes, at);
    const type = asText(item.type, 64);
    if (type === null) throw new Invalid("An envelope item has no type.");
    const end = item.length === undefined ? lineEnd(bytes, payloadStart) : payloadEnd(bytes, payloadStart, item.length);
    items.push({ type, payload: bytes.subarray(payloadStart, end) });
    at = skipBlank(bytes, end);
  }
  return { header, items };
}

function headerLine(bytes: Uint8Array, start: number): [header: Untrusted, next: number] {
  const end = lineEnd(bytes, start);
  return [parseHeader(bytes.subarray(start, end)), Math.min(end + 1, bytes.length)];
}

/** A header line. Throws Invalid. */
export function parseHeader(line: Uint8Array): Untrusted {
  if (line.length > MAX_HEADER_BYTES) throw new Invalid("An envelope header is too long.");
  const value = parseJson(line, "An envelope header");
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Invalid("An envelope header is not an object.");
  return asRecord(value);
}

function payloadEnd(bytes: Uint8Array, start: number, length: unknown): number {
  if (!Number.isSafeInteger(length) || (length as number) < 0) throw new Invalid("An envelope item has no valid length.");
  const end = start + (length as number);
  if (end > bytes.length) throw new Invalid("The envelope ends inside an item.");
  return end;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(NEWLINE, start);
  return end === -1 ? bytes.length : end;
}

function skipBlank(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === NEWLINE || bytes[at] === RETURN) at++;
  return at;
}
