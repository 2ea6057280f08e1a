import { asText } from "./untrusted.ts";

/** Seconds, also as text, or ISO 8601, which is UTC where it names no zone; as milliseconds since the Unix epoch, null where it is neither. */
export function readMoment(value: unknown): number | null {
  const text = asText(value, 40) ?? "";
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
  const milliseconds = Math.round(/^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(zoned));
  return Math.abs(milliseconds) <= MOST ? milliseconds : null;
}

/** What a date can be, in ECMAScript: so far before and after 1970. */
const MOST = 8.64e15;
