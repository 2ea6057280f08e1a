import { log } from "../log.ts";
import { redis } from "./client.ts";

/** Nobody waits long for what only saves calls. */
const HASTY = { milliseconds: 500, retries: 0 };
const keyOf = (place: string, what: string): string => `hold:${place}:${what}`;

/**
 * What must not be asked for a while, by the place that said so: all functions know at once. Without Redis nothing is known, and whoever
 * is asked too much says so again.
 */
export const holds = {
  /** Of the first of these that is held: which, and until when (ms since the Unix epoch). */
  async find(place: string, all: readonly string[], now: number): Promise<{ what: string; until: number } | null> {
    try {
      const known = await redis(HASTY).mget<(string | null)[]>(all.map((it) => keyOf(place, it)));
      const held = all.map((what, at) => ({ what, until: Number(known[at] ?? 0) }));
      return held.find((it) => it.until > now) ?? null;
    } catch {
      log.warn("holds.unknown");
      return null;
    }
  },

  async put(place: string, what: string, { until, milliseconds }: { until: number; milliseconds: number }): Promise<void> {
    try {
      await redis(HASTY).set(keyOf(place, what), String(until), { px: Math.ceil(milliseconds) });
    } catch {
      log.warn("holds.not_kept");
    }
  },
};
