import { AsyncLocalStorage } from "node:async_hooks";
import { Redis } from "@upstash/redis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { EPOCH, LOOK_BACK } from "../../core/projects/snowflake.ts";
import { leaseIds, openIds } from "../../functions/adapters/redis/lease-ids.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { type Counters, nextByIncr } from "../support/incr-ids.ts";
import { linkResources } from "../support/linked.ts";

const WRITERS = 64;
const ROUNDS = 150;
const SKEW = 40;

/** What the one who asks has its clock ahead by, in milliseconds. Redis's own is right: requests to it begin a context of their own. */
const ahead = new AsyncLocalStorage<number>();
let time: number;
let server: Awaited<ReturnType<typeof startRedis>>;
let admin: Redis;

beforeAll(async () => {
  server = await startRedis({ token: "token-of-the-tests" });
  admin = new Redis({ url: server.url, token: server.token, enableTelemetry: false });
  linkResources({ Redis: { url: server.url, token: server.token } });
});
afterAll(() => server.close());
beforeEach(() => {
  time = Date.UTC(2026, 0, 15, 12, 0, 0, 500);
  vi.spyOn(Date, "now").mockImplementation(() => time + (ahead.getStore() ?? 0));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The same numbers in every run (Marsaglia's xorshift32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** All writers at once, again and again while time passes, more than the window has: every second of it is used up soon. */
async function race({ ask, flush, flushes }: { ask: () => Promise<number[]>; flush: () => Promise<unknown>; flushes: boolean }) {
  const random = randomOf(2_026);
  const skews = Array.from({ length: WRITERS }, (_, n) => (n === 0 ? SKEW : n === 1 ? -SKEW : random(2 * SKEW + 1) - SKEW) * 1000);
  const given = new Set<number>();
  let duplicates = 0;
  let flushed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    time += random(7_000);
    const asked = skews.map((skew) => ahead.run(skew, ask));
    if (flushes && random(6) === 0) {
      flushed += 1;
      asked.splice(
        random(WRITERS),
        0,
        Promise.resolve(flush()).then(() => []),
      );
    }
    for (const id of (await Promise.all(asked)).flat()) {
      if (given.has(id)) duplicates += 1;
      given.add(id);
    }
  }
  return { given: given.size, duplicates, flushed };
}

/** Counters as the algorithm keeps them in Redis; `lifetime` says how long one lives that is to expire in so many seconds. */
function countersInMemory() {
  const counters = new Map<string, { value: number; until: number }>();
  const store: Counters = {
    incr(key) {
      const found = counters.get(key);
      const counter = found && found.until > time ? found : { value: 0, until: Number.POSITIVE_INFINITY };
      counter.value += 1;
      counters.set(key, counter);
      return counter.value;
    },
    expire: (key, seconds) => Object.assign(counters.get(key) ?? {}, { until: time + seconds * 1000 }),
  };
  const ask = async () => {
    const id = await nextByIncr(store, Math.floor(Date.now() / 1000) - EPOCH);
    return id === null ? [] : [id];
  };
  return { ask, flush: async () => counters.clear() };
}

test("64 writers with clocks 40 s before to 40 s behind, Redis flushed at random: no id twice; as upstream does it, 807 and more", async () => {
  await openIds("space", 0);
  let most = 0;
  const ask = async () => {
    const { runs } = await leaseIds("space", 0, 1 + (most++ % 16));
    return runs.flatMap(({ seconds, first, count }) => Array.from({ length: count }, (_, n) => seconds * 16 + first + n));
  };
  const ours = await race({ ask, flush: () => admin.flushall(), flushes: true });
  expect(ours.duplicates).toBe(0);
  expect(ours.flushed).toBeGreaterThan(15);
  expect(ours.given).toBeGreaterThan(3_000);

  // Counters that expire with the window they are read in; and the same with Redis flushed as often as ours was.
  const expiring = await race({ ...countersInMemory(), flushes: false });
  const flushed = await race({ ...countersInMemory(), flushes: true });
  expect({ expiring, flushed }).toEqual({
    expiring: { given: 8_776, duplicates: 807, flushed: 0 },
    flushed: { given: 4_888, duplicates: 4_712, flushed: 23 },
  });
});

test("a counter lives as long as anybody may look at its second, and twice the skew longer", async () => {
  await openIds("other", 0);
  await leaseIds("other", 0, 4_800);
  const counters = (await admin.keys("ids:1:other:0:*")).sort();
  expect(counters).toHaveLength(LOOK_BACK);
  for (const key of [counters.at(0), counters.at(-1)]) expect(await admin.ttl(key ?? "")).toBeGreaterThanOrEqual(LOOK_BACK + 2 * SKEW);
});
