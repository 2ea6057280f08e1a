import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { epochKey, ownerCacheKeys, rateLimitKey } from "../../core/caches/keys.ts";
import type { OwnerCaches } from "../../core/caches/ports.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { fakeOwnerCaches } from "../support/fake-owner-caches.ts";
import { linkResources } from "../support/linked.ts";
import { redisFaults } from "../support/redis-faults.ts";

const GROUPS = 10_000;
let server: Awaited<ReturnType<typeof startRedis>>;
let admin: Redis;

beforeAll(async () => {
  server = await startRedis({ token: "token-of-the-tests" });
  admin = new Redis({ url: server.url, token: server.token });
  linkResources({ Redis: { url: server.url, token: server.token } });
});
afterAll(() => server.close());

test("both answers of a group are dropped, those of others stay", async () => {
  await admin.mset({ "assignee_exists:1:5": true, "owner_exists:1:5": true, "owner_exists:1:50": true });
  await ownerCaches.unlink([5, 7]);
  expect(await admin.keys("*")).toEqual(["owner_exists:1:50"]);
});

test("10,000 groups take 5 requests", async () => {
  const groups = Array.from({ length: GROUPS }, (_, n) => 4_503_599_627_370_496 + n);
  await admin.mset(Object.fromEntries(groups.flatMap(ownerCacheKeys).map((key) => [key, 1])));
  const fetched = vi.spyOn(globalThis, "fetch");
  await ownerCaches.unlink(groups);
  expect(fetched).toHaveBeenCalledTimes(5);
  expect(await admin.dbsize()).toBe(1);
});

test("no groups, no request", async () => {
  const fetched = vi.spyOn(globalThis, "fetch").mockClear();
  await ownerCaches.unlink([]);
  expect(fetched).not.toHaveBeenCalled();
});

const place = { projectId: 21, groupId: 5 };
const other = { projectId: 21, groupId: 6 };
const UNKNOWN = { assigned: null, evaluated: null };

type Caches = { caches: OwnerCaches /** Answers how to make it well again. */; makeUnwell: () => () => void };

function inMemory(): Caches {
  const { port, state } = fakeOwnerCaches();
  const set = (down: boolean) => () => void Object.assign(state, { down });
  return {
    caches: port,
    makeUnwell: () => {
      set(true)();
      return set(false);
    },
  };
}

function inRedis(): Caches {
  const makeUnwell = () => {
    const faults = redisFaults();
    faults.state.is = "down";
    return faults.stop;
  };
  return { caches: ownerCaches, makeUnwell };
}

describe.each<[string, () => Caches]>([
  ["in memory", inMemory],
  ["in Redis", inRedis],
])("answers %s", (_, make) => {
  let caches: OwnerCaches;
  let makeUnwell: Caches["makeUnwell"];
  beforeEach(async () => {
    await admin.flushall();
    ({ caches, makeUnwell } = make());
  });

  test("are not known until filled in by whoever claimed them, and then hold", async () => {
    expect(await caches.read(place)).toEqual(UNKNOWN);
    const claim = await caches.claim(place, 50);
    expect(claim).toMatchObject({ ...UNKNOWN, limited: false });
    expect(await caches.read(place)).toEqual(UNKNOWN);
    await caches.fill(claim, { assigned: false, evaluated: true });
    expect(await caches.read(place)).toEqual({ assigned: false, evaluated: true });
    expect(await caches.claim(place, 50)).toMatchObject({ assigned: false, evaluated: true });
    expect(await caches.read(other)).toEqual(UNKNOWN);
  });

  test("may be filled in one by one; what is left out stays unknown, what is known is not replaced", async () => {
    const claim = await caches.claim(place, 50);
    await caches.fill(claim, { assigned: true, evaluated: null });
    expect(await caches.read(place)).toEqual({ assigned: true, evaluated: null });
    await caches.fill(claim, { assigned: false, evaluated: true });
    expect(await caches.read(place)).toEqual({ assigned: true, evaluated: true });
  });

  test.each<[string, () => Promise<unknown>]>([
    ["the group was unlinked", () => caches.unlink([5])],
    ["the project's epoch moved", () => caches.moveEpoch(21)],
    ["somebody else claimed them since", () => caches.claim(place, 50)],
  ])("are not filled in when %s", async (_, invalidate) => {
    const claim = await caches.claim(place, 50);
    await invalidate();
    await caches.fill(claim, { assigned: true, evaluated: true });
    expect(await caches.read(place)).toEqual(UNKNOWN);
  });

  test("of one group go with its unlinking, of all a project's groups with its epoch; of other projects they stay", async () => {
    const elsewhere = { projectId: 22, groupId: 7 };
    for (const it of [place, other, elsewhere]) await caches.fill(await caches.claim(it, 50), { assigned: true, evaluated: true });
    await caches.unlink([5, 99]);
    expect([await caches.read(place), await caches.read(other)]).toEqual([UNKNOWN, { assigned: true, evaluated: true }]);
    await caches.moveEpoch(21);
    expect([await caches.read(other), await caches.read(elsewhere)]).toEqual([UNKNOWN, { assigned: true, evaluated: true }]);
    await caches.fill(await caches.claim(other, 50), { assigned: true, evaluated: true });
    await caches.moveEpoch(21);
    expect(await caches.read(other)).toEqual(UNKNOWN);
  });

  test("of a cache that is unwell are not known and cannot be claimed or filled in, and dropping them fails", async () => {
    await caches.fill(await caches.claim(place, 50), { assigned: true, evaluated: true });
    const makeWell = makeUnwell();
    try {
      expect(await caches.read(place)).toEqual(UNKNOWN);
      const claim = await caches.claim(place, 50);
      expect(claim).toEqual({ ...UNKNOWN, limited: false, ticket: null });
      await caches.fill(claim, { assigned: false, evaluated: false });
      for (const drop of [() => caches.unlink([5]), () => caches.moveEpoch(21)]) {
        await expect(drop()).rejects.toMatchObject({ status: 503 });
      }
    } finally {
      makeWell();
    }
    expect(await caches.read(place)).toEqual({ assigned: true, evaluated: true });
  });

  test("of a distinct group beyond the limit are not claimed, of known ones they are", async () => {
    for (let groupId = 1; groupId <= 3; groupId++) expect((await caches.claim({ projectId: 21, groupId }, 3)).limited).toBe(false);
    expect((await caches.claim({ projectId: 21, groupId: 4 }, 3)).limited).toBe(true);
    expect((await caches.claim({ projectId: 21, groupId: 2 }, 3)).limited).toBe(false);
    expect((await caches.claim({ projectId: 22, groupId: 4 }, 3)).limited).toBe(false);
  });
});

test("answers live a day, that nobody has the group for a minute, and so do the groups of a minute; reading is one request", async () => {
  await admin.flushall();
  const ttls = () => Promise.all([...ownerCacheKeys(5), rateLimitKey(21), epochKey(21)].map((key) => admin.ttl(key)));
  await ownerCaches.fill(await ownerCaches.claim(place, 50), { assigned: false, evaluated: true });
  const near = (seconds: number) => expect.toSatisfy((it: number) => it > seconds - 5 && it <= seconds);
  expect(await ttls()).toEqual([near(60), near(86_400), near(60), near(7 * 86_400)]);
  await ownerCaches.unlink([5]);
  await ownerCaches.fill(await ownerCaches.claim(place, 50), { assigned: true });
  expect((await ttls()).slice(0, 2)).toEqual([near(86_400), near(30)]);
  const fetched = vi.spyOn(globalThis, "fetch").mockClear();
  await ownerCaches.read(place);
  expect(fetched).toHaveBeenCalledTimes(1);
});
