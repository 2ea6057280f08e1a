import { expect, test } from "vitest";
import { isNews, narrowed, offsetOf, uncertainty } from "../../../core/sync/clock.ts";

test("each answer narrows what is known of a clock; time widens it; one that was set counts anew", () => {
  const first = { low: -500, high: 500, at: 0 };
  expect(narrowed(first, { low: 0, high: 1000, at: 0 })).toEqual({ low: 0, high: 500, at: 0 });
  // Half a millisecond a second, to both sides.
  expect(narrowed(first, { low: -9000, high: 9000, at: 1_000_000 })).toEqual({ low: -1000, high: 1000, at: 1_000_000 });
  const set = { low: 60_000, high: 61_000, at: 10 };
  expect(narrowed(first, set)).toEqual(set);
  expect([narrowed(null, first), narrowed(first, null), narrowed(null, null)]).toEqual([first, first, null]);
});

test("it is ahead by the middle of its bounds, as exactly as they are near, and less so as time goes by", () => {
  const bounds = { low: 59_500, high: 60_500, at: 0 };
  expect([offsetOf(bounds), offsetOf(null)]).toEqual([60_000, 0]);
  expect([uncertainty(bounds, 0), uncertainty(bounds, 1_000_000), uncertainty(null, 0)]).toEqual([500, 1000, Number.POSITIVE_INFINITY]);
});

test("bounds are kept where they say something new", () => {
  const kept = { low: -500, high: 500, at: 0 };
  expect(isNews(null, kept)).toBe(true);
  expect(isNews(kept, { low: -450, high: 500, at: 1000 })).toBe(false);
  expect(isNews(kept, { low: -100, high: 100, at: 1000 })).toBe(true);
  expect(isNews(kept, { low: 600, high: 1600, at: 1000 })).toBe(true);
  expect(isNews(kept, { low: -500, high: 500, at: 11 * 60_000 })).toBe(true);
  expect(isNews(kept, null)).toBe(false);
});
