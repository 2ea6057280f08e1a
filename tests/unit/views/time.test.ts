import fc from "fast-check";
import { expect, test } from "vitest";
import { time } from "../../../functions/views/time.ts";

const NOW = Date.UTC(2026, 10, 27, 14, 32, 6);
const [S, MIN, H, D] = [1000, 60_000, 3_600_000, 86_400_000];

test.each([
  [0, "now"],
  [-999, "now"],
  [-12 * S, "12 s ago"],
  [-119 * S, "119 s ago"],
  [-2 * MIN, "2 min ago"],
  [-119 * MIN, "119 min ago"],
  [-26 * H, "26 h ago"],
  [-3 * D - H, "3 days ago"],
  [38 * S, "in 38 s"],
  [9 * D, "in 9 days"],
])("%i ms from now is %j", (distance, text) => expect(String(time(NOW + distance, NOW))).toContain(`>${text}</time>`));

test("is exact on hover and for machines", () =>
  expect(String(time("2026-11-06T04:05:06.789Z", NOW))).toContain(
    '<time datetime="2026-11-06T04:05:06.789Z" title="6 Nov 2026, 04:05:06 UTC">',
  ));

test("what never was is never", () => expect(time(null, NOW)).toBe("never"));

test("any time can be shown, and is read back to the millisecond", () =>
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), fc.date({ noInvalidDate: true }), (at, now) => {
      const [, datetime = "", text = ""] =
        /datetime="([^"]+)" title="[^"]+">([^<]+)</.exec(String(time(at.getTime(), now.getTime()))) ?? [];
      expect(new Date(datetime).getTime()).toBe(at.getTime());
      expect(text).toMatch(at < now ? /ago$|^now$/ : /^in |^now$/);
    }),
  ));
