import fc from "fast-check";
import { expect, test } from "vitest";
import { readBreadcrumbs } from "../../core/events/breadcrumbs.ts";
import { keepObject, sizeOf } from "../../core/events/kept-json.ts";
import { normalize } from "../../core/events/normalize.ts";
import { tagsOf } from "../../core/events/tags.ts";
import { KEEP_ALL } from "../../core/projects/privacy.ts";
import { fromStored, toStored } from "../../functions/adapters/dynamo/stored-event.ts";

const RECEIVED_AT = 1_795_780_800_000;
const read = (payload: unknown) =>
  normalize(new TextEncoder().encode(JSON.stringify(payload)), { receivedAt: RECEIVED_AT, id: "f".repeat(32) });

/** What cannot be packed: characters of three bytes, no two stretches alike. */
function noise(length: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 20_000));
  }).join("");
}
const many = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));
const named = (count: number, of: (n: number) => unknown) => Object.fromEntries(many(count, (n) => [`${n}${noise(20, n)}`, of(n)]));
const lines = (n: number) => many(5, (line) => noise(250, n * 10 + line));
const aFrame = (n: number) => ({
  ...{ filename: noise(100, n), function: noise(100, n + 1), lineno: n, in_app: true },
  ...{ context_line: noise(250, n), pre_context: lines(n), post_context: lines(n + 1) },
});

const CORPUS: [string, object][] = [
  [
    "stacks with all their lines",
    { exception: many(2, (n) => ({ type: "E", value: noise(2000, n), stacktrace: { frames: many(30, aFrame) } })) },
  ],
  ["breadcrumbs", { breadcrumbs: many(150, (n) => ({ message: noise(900, n), data: { a: noise(600, n) } })) }],
  ["extra", { extra: named(200, (n) => noise(1500, n)) }],
  ["one extra of nearly a megabyte", { extra: { a: noise(300_000, 7) } }],
  ["contexts", { contexts: named(100, (n) => ({ type: "os", name: noise(50, n), a: n % 2 ? noise(3000, n) : "" })) }],
  ["modules", { modules: named(5000, () => "1.0.0") }],
  ["tags", { tags: many(500, (n) => [noise(200, n), noise(200, n + 1)]) }],
  [
    "a request",
    {
      request: {
        url: `https://a.test/${noise(4000, 1)}`,
        headers: named(100, (n) => noise(1000, n)),
        data: noise(90_000, 3),
        query_string: noise(9000, 2),
      },
    },
  ],
  ["a user", { user: { id: noise(4000, 1), email: noise(4000, 2), data: named(200, (n) => noise(1000, n)) } }],
  ["messages", { logentry: { message: noise(100_000, 1), formatted: noise(100_000, 2) } }],
  ["exceptions without stacks", { exception: many(100, (n) => ({ type: noise(250, n), value: noise(2000, n), module: noise(250, n) })) }],
  [
    "all of it",
    {
      ...{
        message: noise(8000, 1),
        exception: many(30, (n) => ({
          type: noise(100, n),
          value: noise(1000, n),
          stacktrace: { frames: many(3, aFrame).map((it) => ({ ...it, pre_context: [] })) },
        })),
      },
      ...{
        breadcrumbs: many(50, (n) => ({ message: noise(300, n) })),
        extra: named(20, (n) => noise(500, n)),
        contexts: named(10, (n) => ({ a: noise(500, n) })),
      },
      ...{
        tags: named(50, (n) => noise(60, n)),
        user: { id: noise(100, 1) },
        request: { url: "https://a.test/", headers: named(20, (n) => noise(50, n)) },
      },
    },
  ],
  ["control characters, which JSON writes with six", { message: "\u0001".repeat(100_000), extra: { a: "\u0001".repeat(40_000) } }],
];

test.each(CORPUS)("%s: what is kept fits a message, an item, and ten of them a transaction, and comes back as it was", (_, payload) => {
  const event = read(payload);
  expect(event).not.toEqual(read({}));
  expect(sizeOf(event)).toBeLessThan(390_000);
  const stored = toStored(event);
  expect(stored.packed.length).toBeLessThan(390_000);
  expect(fromStored(stored)).toEqual(event);
  const tags = tagsOf(event);
  expect(tags.length).toBeLessThanOrEqual(90);
  expect(Math.max(0, ...tags.map(([, value]) => value.length))).toBeLessThanOrEqual(200);
});

test("whatever surrounds an error, where it belongs is decided by the same frames", () => {
  const exception = [{ type: "E", value: "v", stacktrace: { frames: many(90, (n) => ({ filename: noise(100, n), function: `f${n}` })) } }];
  const alone = read({ exception });
  for (const [name, payload] of CORPUS.filter(([, it]) => !("exception" in it))) {
    expect(
      read({ ...payload, exception }).exceptions.map((it) => it.frames.length),
      name,
    ).toEqual([alone.exceptions[0]!.frames.length]);
  }
});

test("behind its bound nothing is looked at", () => {
  let looked = 0;
  const counting = (fields: number): object => {
    const it = {};
    for (let n = 0; n < fields; n++) Object.defineProperty(it, `field${n}`, { enumerable: true, get: () => `value ${looked++}` });
    return it;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 32, max: 8192 }), (fields, bytes) => {
      looked = 0;
      const kept = keepObject(counting(fields), { bytes, depth: 3 }, KEEP_ALL);
      // A field of such a name and value takes 20 bytes at least; each is looked at twice, for what it is and whether it is there.
      expect(looked).toBeLessThanOrEqual(2 * Math.ceil(bytes / 20) + 2);
      expect(Object.keys(kept).length).toBeLessThanOrEqual(fields);
    }),
    { numRuns: 30 },
  );
  looked = 0;
  readBreadcrumbs(
    many(10_000, () => ({
      get message() {
        return `crumb ${looked++}`;
      },
    })),
    30_000,
    KEEP_ALL,
  );
  expect(looked).toBeLessThanOrEqual(100);
});
