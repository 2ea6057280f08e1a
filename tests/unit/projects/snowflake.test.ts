import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSnowflake, EPOCH, encodeSnowflake, NULL_REGION } from "../../../core/projects/snowflake.ts";

// behaviour §7.5
const EXAMPLES = [
  ["2022-08-08T00:00:00Z", 0, 0, 0, 4503599627370496],
  ["2022-08-08T00:00:01Z", 1, 0, 0, 4503599627436032],
  ["2022-08-08T00:00:01Z", 1, 0, 15, 4503599627436047],
  ["2022-08-08T00:00:01Z", 1, 1, 0, 4503599627436048],
  ["2024-07-15T12:00:00Z", 61128000, 0, 0, 4507605711978496],
  ["2024-07-15T12:00:00Z", 61128000, 0, 1, 4507605711978497],
  ["2024-07-15T12:00:00Z", 61128000, 1, 0, 4507605711978512],
  ["2024-07-15T12:00:00Z", 61128000, 1, 15, 4507605711978527],
  ["2024-07-15T12:00:00Z", 61128000, 2, 7, 4507605711978535],
  ["2024-07-15T12:00:00Z", 61128000, 4095, 15, 4507605712044031],
  ["2024-07-15T11:59:59Z", 61127999, 1, 0, 4507605711912976],
  ["2026-11-20T00:00:00Z", 135216000, 1, 3, 4512461143146515],
  ["2158-09-14T06:28:15Z", 2 ** 32 - 1, 4095, 15, 4785074604081151],
] as const;

test.each(EXAMPLES)("%s is %i, region %i, sequence %i", (time, seconds, region, sequence, id) => {
  expect(Date.parse(time) / 1000 - EPOCH).toBe(seconds);
  expect(encodeSnowflake({ seconds, region, sequence })).toBe(id);
  expect(decodeSnowflake(id)).toEqual({ seconds, region, sequence });
});

const parts = fc.record({
  seconds: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  region: fc.integer({ min: 0, max: 4095 }),
  sequence: fc.integer({ min: 0, max: 15 }),
});

test("an id gives back what it was made of, and is a safe integer of 16 digits", () => {
  fc.assert(
    fc.property(parts, (snowflake) => {
      const id = encodeSnowflake(snowflake);
      expect(decodeSnowflake(id)).toEqual(snowflake);
      expect(Number.isSafeInteger(id)).toBe(true);
      expect(String(id)).toHaveLength(16);
    }),
  );
});

test("within a region, ids are ordered as their times and sequences", () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const later = { ...b, region: a.region };
      const order = Math.sign(a.seconds - b.seconds || a.sequence - b.sequence);
      expect(Math.sign(encodeSnowflake(a) - encodeSnowflake(later))).toBe(order);
    }),
  );
});

test("two regions never make the same id, whatever their clocks say; ids of all regions rise with their second", () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const other = { ...b, region: (a.region + 1 + (b.region % 4095)) % 4096 };
      const [one, two] = [encodeSnowflake(a), encodeSnowflake(other)];
      expect(one).not.toBe(two);
      expect(encodeSnowflake({ ...other, seconds: a.seconds, sequence: a.sequence })).not.toBe(one);
      if (a.seconds !== b.seconds) expect(Math.sign(one - two)).toBe(Math.sign(a.seconds - b.seconds));
    }),
  );
});

describe("bounds", () => {
  test.each([
    ["seconds", { seconds: -1 }],
    ["seconds", { seconds: 2 ** 32 }],
    ["seconds", { seconds: 0.5 }],
    ["region", { region: -1 }],
    ["region", { region: 4096 }],
    ["sequence", { sequence: 16 }],
    ["sequence", { sequence: -1 }],
    ["sequence", { sequence: Number.NaN }],
  ])("%s %j does not fit", (segment, wrong) => {
    expect(() => encodeSnowflake({ seconds: 1, region: NULL_REGION, sequence: 0, ...wrong })).toThrow(new RegExp(segment));
  });

  test.each([0, 1, 2 ** 48 * 16 - 1, 2 ** 48 * 17, Number.MAX_SAFE_INTEGER, -4503599627370496, 1.5, Number.NaN])(
    "%d is no id of version 1",
    (id) => expect(() => decodeSnowflake(id)).toThrow(RangeError),
  );
});
