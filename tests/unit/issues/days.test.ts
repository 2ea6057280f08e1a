import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAYS, type Days, dayOf, lastDays, sumOfDays } from "../../../core/issues/days.ts";
import { dayBars } from "../../../functions/views/day-bars.ts";

const NOW = Date.UTC(2026, 10, 27, 23, 59);
const days = fc.dictionary(fc.integer({ min: 20_000, max: 20_030 }).map(String), fc.nat(1000)) as fc.Arbitrary<Days>;

test("today is the last of two weeks, and a day without events has none", () => {
  const today = dayOf(NOW);
  const counts = lastDays({ [today]: 3, [today - 13]: 2, [today - 14]: 9, [today + 1]: 9 }, NOW);
  expect([counts.length, counts[0], counts.at(-1), counts.reduce((sum, it) => sum + it)]).toEqual([DAYS, 2, 3, 5]);
});

test("whatever becomes one has as many events as all of it", () =>
  fc.assert(
    fc.property(fc.array(days, { maxLength: 5 }), (all) => {
      const total = (of: readonly Days[]) => of.flatMap((it) => Object.values(it)).reduce((sum, it) => sum + it, 0);
      expect(total([sumOfDays(all)])).toBe(total(all));
    }),
  ));

test("bars say their numbers in words too, and are nothing where nothing came", () => {
  const bars = String(dayBars([0, 1, 2000]));
  expect(bars).toContain('role="img" aria-label="Events of each of the last 3 days, today last: 0, 1, 2,000"');
  expect([...bars.matchAll(/v-(\d+)h/g)].map(([, it]) => it)).toEqual(["1", "2", "20"]);
  expect(dayBars([0, 0])).toBeNull();
});
