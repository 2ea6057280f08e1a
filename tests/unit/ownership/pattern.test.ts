import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesUnits } from "../../../core/ownership/pattern.ts";

const same = (unit: string, character: string) => unit === "?" || unit === character;

/** What the patterns mean, said without any thought of cost. */
function reference(pattern: string, value: string): boolean {
  if (pattern === "") return value === "";
  if (pattern[0] === "*") return reference(pattern.slice(1), value) || (value !== "" && reference(pattern, value.slice(1)));
  return value !== "" && same(pattern[0]!, value[0]!) && reference(pattern.slice(1), value.slice(1));
}

function steps(pattern: string, value: string): number {
  let count = 0;
  matchesUnits("*", pattern, value, (unit, character) => {
    count++;
    return same(unit, character);
  });
  return count;
}

const text = (...alphabet: string[]) => fc.array(fc.constantFrom(...alphabet), { maxLength: 9 }).map((it) => it.join(""));

test("agrees with the plain reading of a pattern", () => {
  fc.assert(
    fc.property(text("a", "b", "*", "?"), text("a", "b"), (pattern, value) => {
      expect(matchesUnits("*", pattern, value, same)).toBe(reference(pattern, value));
    }),
    { numRuns: 5000 },
  );
});

test("never compares more often than pattern times value", () => {
  fc.assert(
    fc.property(text("a", "b", "*", "?"), text("a", "b"), (pattern, value) => {
      expect(steps(pattern, value)).toBeLessThanOrEqual(pattern.length * value.length);
    }),
    { numRuns: 5000 },
  );
});

describe("hostile patterns", () => {
  test.each(["a?*", "*a", "a*", "?*", "*a?", "*ab", "*aaaaaaab"])("of many %s cost in proportion to the value", (piece) => {
    const pattern = `${piece.repeat(40)}c*d`;
    const [short, double] = [2000, 4000].map((length) => steps(pattern, `${"a".repeat(length)}d`)) as [number, number];
    expect(short).toBeGreaterThan(0);
    expect(double).toBeLessThan(2.2 * short);
  });

  test("of any length cost no more than once through the value for every unit", () => {
    const value = `${"a".repeat(1000)}d`;
    for (const times of [10, 100, 1000]) {
      const pattern = `${"a?*".repeat(times)}c*d`;
      expect(steps(pattern, value)).toBeLessThanOrEqual(pattern.length * value.length);
    }
  });
});
