/**
 * Readers of JSON that anybody may have sent: what is of another type than expected is as good as absent, never a failure.
 */
export type Untrusted = Record<string, unknown>;

/** The object, or one without fields. Names such as `__proto__` are plain fields: JSON.parse makes them so. */
export const asRecord = (value: unknown): Untrusted =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Untrusted) : {};

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A list that some SDKs send bare and others as `{"values": […]}`. */
export const asValues = (value: unknown): unknown[] => (Array.isArray(value) ? value : asList(asRecord(value).values));

/** A line as it is written, of at most `length` UTF-16 units; null where nothing but blanks is in it. */
export function asLine(value: unknown, length: number): string | null {
  const text = typeof value === "string" ? value.slice(0, length).toWellFormed().trimEnd() : "";
  return text === "" ? null : text;
}

/** Text of at most `length` UTF-16 units, whole characters only; numbers and booleans as text; null for the rest and for nothing. */
export function asText(value: unknown, length: number): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return null;
  const text = value.length > length ? `${value.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : value;
  return text.toWellFormed().trim() || null;
}

export const asNumber = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
