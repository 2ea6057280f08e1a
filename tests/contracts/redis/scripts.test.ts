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

const post = (path: string, body: unknown, token = TOKEN) =>
  fetch(server.url + path, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });

describe("several commands at once", () => {
  test("a pipeline answers each command, errors in their places", async () => {
    expect(await redis.pipeline().set("p", 1).incr("p").get("p").exec()).toEqual(["OK", 2, 2]);
    const replies = await redis.pipeline().set("p", "x").incr("p").get("p").exec({ keepErrors: true });
    expect(replies.map((reply) => Boolean(reply.error))).toEqual([false, true, false]);
  });

  test("MULTI answers each command and reports the one that failed", async () => {
    expect(await redis.multi().set("t", 5).incr("t").get("t").exec()).toEqual(["OK", 6, 6]);
    await expect(redis.multi().set("t", "x").incr("t").exec()).rejects.toThrow(/not an integer/);
  });

  test("MULTI with an unknown command runs nothing", async () => {
    const response = await post("/multi-exec", [["SET", "t", "1"], ["NOSUCH"]]);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/EXECABORT/);
    expect(await redis.get("t")).toBeNull();
  });

  test("MULTI sent as a command does not reach the next request", async () => {
    await post("/", ["MULTI"]);
    expect(await redis.set("free", 1)).toBe("OK");
  });

  test("commands started together (the client pipelines them) are all answered", async () => {
    const keys = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(keys.map((index) => redis.set(`auto:${index}`, index)));
    expect(await Promise.all(keys.map((index) => redis.get(`auto:${index}`)))).toEqual(keys);
  });
});

describe("Lua", () => {
  test("KEYS, ARGV and replies of all shapes", async () => {
    const script = "return { KEYS[1], ARGV[1], redis.call('SET', KEYS[1], ARGV[1]).ok, tonumber(ARGV[2]) + 1 }";
    expect(await redis.eval(script, ["key"], ["v", "4"])).toEqual(["key", "v", "OK", 5]);
    expect(await redis.eval("return { 'a', { 'b', { 'c', 1 } }, false }", [], [])).toEqual(["a", ["b", ["c", 1]], null]);
  });

  test("compare and delete, as a lock is released", async () => {
    const release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end";
    await redis.set("lock", "mine");
    expect(await redis.eval(release, ["lock"], ["other"])).toBe(0);
    expect(await redis.eval(release, ["lock"], ["mine"])).toBe(1);
  });

  test("a fixed window counts exactly under concurrency", async () => {
    const count = "local c = redis.call('INCR', KEYS[1]) if c == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return c";
    const clients = Array.from({ length: 4 }, () => new Redis({ url: server.url, token: TOKEN, enableAutoPipelining: false }));
    const counts = await Promise.all(
      clients.flatMap((client) => Array.from({ length: 50 }, () => client.eval(count, ["window"], ["60000"]))),
    );
    expect(new Set(counts).size).toBe(200);
    expect(await redis.pttl("window")).toBeGreaterThan(50_000);
  });

  test("TIME is the time of this process", async () => {
    const [seconds] = (await redis.eval("return redis.call('TIME')", [], [])) as [number, number];
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(5);
  });

  test("a script runs by its hash, loaded on the first miss", async () => {
    const script = redis.createScript<string>("return ARGV[1] .. ':' .. (redis.call('GET', KEYS[1]) or 'nil')");
    await expect(script.evalsha(["key"], ["x"])).rejects.toThrow(/NOSCRIPT/);
    expect(await script.exec(["key"], ["y"])).toBe("y:nil");
    expect(await script.evalsha(["key"], ["z"])).toBe("z:nil");
  });

  test("SCRIPT LOAD and EXISTS, cjson, errors of inner commands", async () => {
    const loaded = await redis.scriptLoad("return 1");
    expect(await redis.scriptExists(loaded, "0".repeat(40))).toEqual([1, 0]);
    expect(await redis.eval("return cjson.encode({ a = cjson.decode(ARGV[1]).b })", [], [JSON.stringify({ b: 7 })])).toEqual({ a: 7 });
    await redis.set("text", "a");
    await expect(redis.eval("return redis.call('INCR', 'text')", [], [])).rejects.toThrow(/not an integer/);
  });
});

describe("the REST door", () => {
  test("only answers on the loopback address", () => {
    expect(new URL(server.url).hostname).toBe("127.0.0.1");
  });

  test.each(["/", "/pipeline", "/multi-exec", "/get/key"])("%s refuses a wrong token", async (path) => {
    const response = await post(path, [["GET", "key"]], "nope");
    expect(response.status).toBe(401);
  });

  test("the client sees a wrong token as an error", async () => {
    await expect(new Redis({ url: server.url, token: "bad", retry: false }).get("a")).rejects.toThrow(/WRONGPASS/);
  });

  test("commands as paths, the token as a parameter", async () => {
    const set = await fetch(`${server.url}/set/key/a%20b?EX=100&_token=${TOKEN}`);
    expect(await set.json()).toEqual({ result: "OK" });
    const get = await fetch(`${server.url}/get/key`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await get.json()).toEqual({ result: "a b" });
    expect(await redis.ttl("key")).toBeGreaterThan(90);
  });

  test.each([
    ["/", "{"],
    ["/", []],
    ["/pipeline", []],
    ["/multi-exec", [[]]],
  ])("%s refuses %j", async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});
