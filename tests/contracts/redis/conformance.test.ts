import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startRedis } from "../../../infra/local/redis/server.ts";

const TOKEN = "token-of-the-test";
let server: Awaited<ReturnType<typeof startRedis>>;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis({ token: TOKEN });
  redis = new Redis({ url: server.url, token: server.token, retry: false });
});
afterAll(() => server.close());
beforeEach(() => redis.flushdb());

describe("values", () => {
  test("PING answers PONG", async () => {
    expect(await redis.ping()).toBe("PONG");
  });

  test.each([["hé😀"], [{ x: [1, { y: "z" }] }], [42], ["OK"], [""], [true], ["x".repeat(200 * 1024)]])(
    "SET then GET of %j",
    async (value) => {
      await redis.set("key", value);
      expect(await redis.get("key")).toEqual(value);
    },
  );

  test("GET of a missing key is null", async () => {
    expect(await redis.get("missing")).toBeNull();
  });

  test("MSET and MGET keep the order, DEL and UNLINK count what was there", async () => {
    await redis.mset({ a: 1, b: "x" });
    expect(await redis.mget("a", "b", "c")).toEqual([1, "x", null]);
    expect(await redis.del("a", "b", "c")).toBe(2);
    expect(await redis.unlink("a")).toBe(0);
  });

  test("a thousand keys go in one command", async () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `key:${index}`);
    const fill = () => redis.mset(Object.fromEntries(keys.map((key) => [key, 1])));
    await fill();
    expect(await redis.del(...keys)).toBe(1000);
    await fill();
    expect(await redis.unlink(...keys)).toBe(1000);
  });

  test("GETDEL, SETEX, GETEX, SETNX, APPEND, TYPE", async () => {
    await redis.set("once", 1);
    expect(await redis.getdel("once")).toBe(1);
    expect(await redis.get("once")).toBeNull();
    await redis.setex("lasting", 10, "v");
    expect(await redis.getex("lasting", { ex: 20 })).toBe("v");
    expect(await redis.ttl("lasting")).toBeGreaterThan(10);
    expect(await redis.setnx("lasting", "w")).toBe(0);
    expect(await redis.append("lasting", "w")).toBe(2);
    expect(await redis.type("lasting")).toBe("string");
  });

  test("FLUSHDB leaves nothing", async () => {
    await redis.set("key", 1);
    await redis.flushdb();
    expect(await redis.dbsize()).toBe(0);
  });
});

describe("conditions and lifetimes", () => {
  test("SET NX takes a lock once; XX and GET see the holder", async () => {
    expect(await redis.set("lock", "1", { nx: true, ex: 10 })).toBe("OK");
    expect(await redis.set("lock", "2", { nx: true, ex: 10 })).toBeNull();
    expect(await redis.ttl("lock")).toBeGreaterThan(8);
    expect(await redis.set("lock", "3", { xx: true, px: 5000, get: true })).toBe(1);
  });

  test("a key is gone when its time is over", async () => {
    await redis.set("brief", 1, { px: 150 });
    expect(await redis.exists("brief")).toBe(1);
    await expect.poll(() => redis.get("brief")).toBeNull();
  });

  test("EXPIRE, PERSIST, TTL", async () => {
    await redis.set("key", 1);
    expect(await redis.expire("key", 100)).toBe(1);
    expect(await redis.persist("key")).toBe(1);
    expect(await redis.ttl("key")).toBe(-1);
    expect(await redis.ttl("missing")).toBe(-2);
  });
});

describe("numbers and errors", () => {
  test("INCR, INCRBY, DECR, INCRBYFLOAT", async () => {
    expect(await redis.incr("n")).toBe(1);
    expect(await redis.incrby("n", 5)).toBe(6);
    expect(await redis.decr("n")).toBe(5);
    expect(await redis.incrbyfloat("n", 0.5)).toBe(5.5);
  });

  test("INCR refuses text", async () => {
    await redis.set("text", "a");
    await expect(redis.incr("text")).rejects.toThrow(/not an integer/);
  });

  test("GET refuses a list", async () => {
    await redis.lpush("list", 1, 2);
    await expect(redis.get("list")).rejects.toThrow(/WRONGTYPE/);
  });
});

describe("collections", () => {
  test("hash", async () => {
    await redis.hset("h", { a: 1, b: "x" });
    expect(await redis.hgetall("h")).toEqual({ a: 1, b: "x" });
    expect(await redis.hincrby("h", "a", 2)).toBe(3);
    expect(await redis.hmget("h", "a", "missing")).toEqual({ a: 3, missing: null });
    expect(await redis.hdel("h", "b")).toBe(1);
  });

  test("set", async () => {
    expect(await redis.sadd("s", "a", "b", "c")).toBe(3);
    expect((await redis.smembers("s")).sort()).toEqual(["a", "b", "c"]);
    expect(await redis.sismember("s", "a")).toBe(1);
    expect(await redis.srem("s", "a")).toBe(1);
  });

  test("sorted set, as a sliding window uses it", async () => {
    expect(await redis.zadd("z", { score: 1, member: "a" }, { score: 2, member: "b" })).toBe(2);
    expect(await redis.zrange("z", 0, -1, { withScores: true })).toEqual(["a", 1, "b", 2]);
    expect(await redis.zremrangebyscore("z", 0, 1)).toBe(1);
    expect(await redis.zcard("z")).toBe(1);
  });

  test("list", async () => {
    await redis.rpush("q", "1", "2", "3");
    expect(await redis.lrange("q", 0, -1)).toEqual([1, 2, 3]);
    expect(await redis.lpop("q")).toBe(1);
  });

  test("stream", async () => {
    const id = await redis.xadd("st", "*", { f: "v" });
    expect(await redis.xrange("st", "-", "+")).toEqual({ [id]: { f: "v" } });
  });

  test("SCAN with MATCH finds every key once", async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `scan:${index}`);
    await redis.mset({ ...Object.fromEntries(keys.map((key) => [key, 1])), other: 1 });
    const found: string[] = [];
    let cursor = "0";
    do {
      const [next, page] = await redis.scan(cursor, { match: "scan:*", count: 20 });
      found.push(...page);
      cursor = next;
    } while (cursor !== "0");
    expect(found.sort()).toEqual(keys.sort());
  });
});
