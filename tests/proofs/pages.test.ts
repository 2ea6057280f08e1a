import { beforeAll, expect, test } from "vitest";
import { median } from "../bench/measure.ts";
import { type PageFigures, pageFigures } from "../bench/page-figures.ts";

/** Bytes of a page with everything that it loads, as they are sent. */
const HEAVIEST = 100_000;
/** What an answer may take beside as many no-ops, of all but the operations page; docs/performance.md has longer runs of both. */
const TIMES = 30;
/** Requests to AWS of an answer: most of what it takes. The operations page asks SQS twice for each queue, and SQS takes no more at once. */
const REQUESTS: Record<string, number> = {
  "issues list": 4,
  issue: 9,
  "out of step": 8,
  people: 9,
  "project's settings": 4,
  integrations: 5,
  operations: 41,
  "audit log": 3,
  "sandbox board": 14,
};

let figures: PageFigures[];
beforeAll(async () => {
  figures = await pageFigures({ issues: 60, rounds: 3, times: 16 });
}, 600_000);

test("each page comes to at most 100 KB, and asks the database for no more than it did", () => {
  expect(figures.map((it) => it.name)).toEqual(Object.keys(REQUESTS));
  for (const { name, raw, packed, whole, requests } of figures) {
    expect(whole, name).toBeLessThanOrEqual(HEAVIEST);
    expect(raw, name).toBeLessThanOrEqual(HEAVIEST);
    expect(packed, name).toBeLessThan(raw);
    expect(whole, name).toBeGreaterThan(packed + 40_000);
    expect(requests, name).toBeLessThanOrEqual(REQUESTS[name] ?? 0);
  }
});

test("a first answer takes so many times what a no-op does", () => {
  for (const { name, cpu, noop } of figures) {
    if (name === "operations") continue;
    expect(median(cpu.map((it, at) => it / (noop[at] ?? Number.NaN))), name).toBeLessThanOrEqual(TIMES);
  }
});
