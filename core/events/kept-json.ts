import type { Privacy } from "../projects/privacy.ts";
import { FILTERED, isSensitive, withoutCredentials } from "./privacy.ts";

export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** `bytes` of JSON in UTF-8 at most, nested `depth` levels at most. */
type Bounds = { bytes: number; depth: number };

/** In place of what is nested deeper than is kept. */
const DEEPER = "[…]";
const LONGEST = 8192;

/**
 * What of such a value is kept: without secrets, and as much of it from the front as the bounds let through; of a text that is too long,
 * its beginning. Each value is looked at once at most, and none behind the bound.
 */
export const keepJson = (value: unknown, bounds: Bounds, privacy: Privacy): Json => new Keeper(bounds, privacy).value(value, bounds.depth);

/** The same of an object; one without fields for anything else. */
export const keepObject = (value: unknown, bounds: Bounds, privacy: Privacy): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (keepJson(value, bounds, privacy) as JsonObject) : {};

/** Bytes of JSON in UTF-8. */
export const sizeOf = (value: unknown): number => ENCODER.encode(JSON.stringify(value)).length;

const ENCODER = new TextEncoder();

class Keeper {
  private left: number;
  private readonly privacy: Privacy;

  constructor({ bytes }: Bounds, privacy: Privacy) {
    this.left = bytes;
    this.privacy = privacy;
  }

  value(value: unknown, depth: number): Json {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number" || typeof value === "boolean" || value === null) return this.paid(value);
    if (depth === 0 || typeof value !== "object") return this.paid(DEEPER);
    this.left -= 2;
    return Array.isArray(value) ? this.list(value, depth) : this.object(value as Record<string, unknown>, depth);
  }

  private list(values: readonly unknown[], depth: number): Json[] {
    const kept: Json[] = [];
    for (const value of values) {
      if (this.left <= SMALLEST) break;
      this.left -= 1;
      kept.push(this.value(value, depth - 1));
    }
    return kept;
  }

  private object(fields: Record<string, unknown>, depth: number): JsonObject {
    const kept: [string, Json][] = [];
    for (const name of Object.keys(fields)) {
      const cost = sizeOf(name) + 2;
      if (this.left <= cost + SMALLEST) break;
      this.left -= cost;
      kept.push([
        name.toWellFormed(),
        isSensitive(name, this.privacy) && fields[name] !== null ? this.paid(FILTERED) : this.value(fields[name], depth - 1),
      ]);
    }
    return Object.fromEntries(kept);
  }

  private text(value: string): string {
    const most = Math.max(0, Math.min(LONGEST, this.left - 2));
    const whole = withoutCredentials(value.slice(0, most).toWellFormed());
    return this.paid(sizeOf(whole) <= this.left ? whole : whole.slice(0, Math.floor(most / 6)).toWellFormed());
  }

  private paid<T>(value: T): T {
    this.left -= sizeOf(value);
    return value;
  }
}

/** What replaces a value has room behind this. */
const SMALLEST = 16;
