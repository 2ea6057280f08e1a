import { Redis } from "@upstash/redis";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Ids } from "../../core/ports.ts";
import { decodeSnowflake, EPOCH } from "../../core/projects/snowflake.ts";
import { createIds } from "../../functions/adapters/redis/ids.ts";
import { openIds } from "../../functions/adapters/redis/lease-ids.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { countingIds } from "../support/fake-events.ts";
import { linkResources } from "../support/linked.ts";

const WINDOW = 4_800;
const START = Date.UTC(2026, 0, 15, 12, 0, 0, 500);
let server: Awaited<ReturnType<typeof startRedis>>;
let admin: Redis;

beforeAll(async () => {
  server = await startRedis({ token: "token-of-the-tests" });
  admin = new Redis({ url: server.url, token: server.token, enableTelemetry: false });
  linkResources({ Redis: { url: server.url, token: server.token } });
});
afterAll(() => server.close());
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  await admin.flushall();
  await openIds("space", 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const nowSeconds = () => Math.floor(Date.now() / 1000) - EPOCH;
const many = (ids: ReturnType<typeof createIds>, count: number) => Promise.all(Array.from({ length: count }, () => ids.next()));

/** Requests to Redis made while `run` runs. */
async function requests(run: () => Promise<unknown>): Promise<number> {
  const fetched = vi.spyOn(globalThis, "fetch");
  await run();
  const count = fetched.mock.calls.length;
  fetched.mockRestore();
  return count;
}

test.each<[string, () => Ids]>([
  ["fake", () => countingIds(500)],
  ["Redis", () => createIds({ space: "space" })],
])("ids are different, and safe integers, one by one and at once (%s)", async (_, make) => {
  const source = make();
  const ids = [await source.next(), await source.next(), ...(await Promise.all(Array.from({ length: 40 }, () => source.next())))];
  expect(new Set(ids).size).toBe(42);
  expect(ids.filter((id) => !Number.isSafeInteger(id) || id <= 0)).toEqual([]);
});

test("5,000 ids of four functions at once are different, and of the last 300 seconds", async () => {
  const first = await Promise.all(Array.from({ length: 4 }, () => many(createIds({ space: "space" }), WINDOW / 4)));
  const from = nowSeconds();
  later(20);
  const ids = [...first.flat(), ...(await many(createIds({ space: "space" }), 200))];
  expect(new Set(ids).size).toBe(5_000);
  for (const id of first.flat()) {
    const { seconds, region } = decodeSnowflake(id);
    expect([region, seconds > from - 300 && seconds <= from]).toEqual([0, true]);
  }
});

test("the newest second comes first, sequences in order, then the second before", async () => {
  const taken: number[] = [];
  const source = createIds({ space: "space" });
  for (let n = 0; n < 17; n++) taken.push(await source.next());
  const parts = taken.map(decodeSnowflake);
  expect(parts.slice(0, 16).map((it) => it.sequence)).toEqual(Array.from({ length: 16 }, (_, n) => n));
  expect(parts.map((it) => nowSeconds() - it.seconds)).toEqual([...Array(16).fill(0), 1]);
});

test("what is left of a lease after a minute is given to nobody: the time of an id is near its use", async () => {
  const source = createIds({ space: "space" });
  for (let n = 0; n < 4; n++) await source.next();
  later(61);
  expect(decodeSnowflake(await source.next()).seconds).toBe(nowSeconds());
  // And who needs few takes few again.
  expect(await requests(() => source.next())).toBe(1);
});

test("a request for each doubling of what one function needs in a minute, from 16 on for each 16; a burst of any size is one", async () => {
  const source = createIds({ space: "space" });
  const some = (count: number) => async () => {
    for (let n = 0; n < count; n++) await source.next();
  };
  expect(await requests(some(15))).toBe(4);
  expect(await requests(some(160))).toBe(10);
  const burst = createIds({ space: "space" });
  expect(await requests(() => many(burst, 2_000))).toBe(1);
});

test("a window that is used up says so, damages nothing and is there again a second later", async () => {
  await many(createIds({ space: "space" }), WINDOW);
  const late = createIds({ space: "space" });
  const refused = () => expect(late.next()).rejects.toMatchObject({ name: "Unavailable", status: 503, retry: 1 });
  for (let n = 0; n < 3; n++) expect(await requests(refused)).toBe(1);
  later(1);
  expect((await many(late, 16)).map((id) => decodeSnowflake(id).seconds)).toEqual(Array(16).fill(nowSeconds()));
  await expect(late.next()).rejects.toMatchObject({ status: 503 });
});

test("a lease is not used after a minute", async () => {
  const source = createIds({ space: "space" });
  await source.next();
  later(61);
  expect(decodeSnowflake(await source.next()).seconds).toBe(nowSeconds());
});

test("a Redis that was flushed never gives out an id again: it waits for the next second", async () => {
  const given = new Set<number>();
  for (let flush = 0; flush < 3; flush++) {
    // The window is measured in Redis's own time, which has to pass for real here.
    vi.useRealTimers();
    for (const id of await many(createIds({ space: "space" }), 16)) {
      expect(given.has(id)).toBe(false);
      given.add(id);
    }
    await admin.flushall();
  }
  expect(given.size).toBe(48);
});

test("spaces and regions have counters of their own, and every counter goes away", async () => {
  await openIds("space", 9);
  const [a, b] = await Promise.all([createIds({ space: "space" }).next(), createIds({ space: "space", region: () => 9 }).next()]);
  expect([decodeSnowflake(a).region, decodeSnowflake(b).region]).toEqual([0, 9]);
  const counters = (await admin.keys("ids:1:*")).filter((key) => key.split(":").length === 5);
  for (const key of counters) expect(await admin.ttl(key)).toBeGreaterThan(380);
  expect(counters).toHaveLength(2);
});

test("when Redis is away, ids are unavailable", async () => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("fetch failed"));
  await expect(createIds({ space: "space" }).next()).rejects.toMatchObject({ name: "Unavailable", retry: 1 });
});

test("as many functions as one likes, each warm by itself: what they take is less than twice what they use, so none is refused below half of the supply", async () => {
  const minute = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 200, maxLength: 220 });
  await fc.assert(
    fc.asyncProperty(minute, async (wanted) => {
      await admin.flushall();
      await openIds("space", 0);
      later(1000);
      const all = wanted.map((count) => ({ count, source: createIds({ space: "space" }) }));
      const given: number[] = [];
      let left = WINDOW / 2;
      for (const { count, source } of all) {
        for (let n = 0; n < Math.min(count, left); n++) given.push(await source.next());
        left -= Math.min(count, left);
      }
      expect(new Set(given).size).toBe(given.length);
      // In Redis: what was taken of each second.
      const counters = (await admin.keys("ids:1:space:0:*")) as string[];
      const taken = counters.length === 0 ? [] : await admin.mget<number[]>(...counters);
      expect(taken.reduce((sum, it) => sum + Number(it), 0)).toBeLessThan(2 * given.length);
    }),
    { numRuns: 1 },
  );
});
