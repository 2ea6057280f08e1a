import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ownerCacheKeys } from "../../core/caches/keys.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { linkResources } from "../support/linked.ts";

const GROUPS = 10_000;
let server: Awaited<ReturnType<typeof startRedis>>;
let admin: Redis;

beforeAll(async () => {
  server = await startRedis({ token: "token" });
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
