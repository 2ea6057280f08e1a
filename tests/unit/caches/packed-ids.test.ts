import fc from "fast-check";
import { expect, test } from "vitest";
import { packIds, unpackIds } from "../../../core/caches/packed-ids.ts";
import { Invalid } from "../../../core/errors.ts";
import { encodeSnowflake } from "../../../core/projects/snowflake.ts";

const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);

test("whatever is packed comes out, any safe integers in any order", () => {
  const id = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 15, 16, 2 ** 16, 2 ** 48, Number.MAX_SAFE_INTEGER));
  fc.assert(
    fc.property(fc.array(id), (ids) => {
      expect(sorted(unpackIds(packIds(ids)))).toEqual(sorted(ids));
    }),
  );
});

test("10,000 ids of a day, of any one region, take less than a fifth of their JSON and fit a batch of ten", () => {
  const ids = Array.from({ length: 10_000 }, (_, n) =>
    encodeSnowflake({ seconds: 100_000_000 + Math.floor(n * 8.64), region: 4095, sequence: n % 16 }),
  );
  const { length } = packIds(ids);
  expect(length).toBeLessThan(JSON.stringify(ids).length / 5);
  expect(length).toBeLessThan(27_000);
  expect(unpackIds(packIds(ids))).toEqual(ids);
});

test.each([
  ["gA=="],
  [Buffer.from(Array(12).fill(255)).toString("base64")],
  [Buffer.from([...Array(8).fill(255), 127]).toString("base64")],
])("%s is refused", (packed) => expect(() => unpackIds(packed)).toThrow(Invalid));
