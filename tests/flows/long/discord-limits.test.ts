import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AppError } from "../../../core/errors.ts";
import { startRedis } from "../../../infra/local/redis/server.ts";
import { type FakeDiscord, startDiscord } from "../../../infra/local/sandbox/discord/server.ts";
import { linkResources } from "../../support/linked.ts";
import { redisFaults } from "../../support/redis-faults.ts";

type Process = typeof import("../../../functions/adapters/discord/call.ts") &
  typeof import("../../../functions/adapters/discord/limits.ts");

let discord: FakeDiscord;
let one: Process;
let two: Process;
let closeRedis: () => Promise<void>;
beforeAll(async () => {
  discord = await startDiscord();
  await emptyRedis();
});
afterAll(async () => {
  await closeRedis();
  await discord.close();
});

/** Two functions that share a Redis and nothing else: what is kept while one is warm is its own. */
async function emptyRedis(): Promise<void> {
  await closeRedis?.();
  const { url, token, close } = await startRedis({ token: "token-of-the-tests" });
  closeRedis = close;
  linkResources({ Redis: { url, token }, Settings: { discordApi: discord.state.url } });
  const start = async () => {
    vi.resetModules();
    const [calls, limits] = [
      await import("../../../functions/adapters/discord/call.ts"),
      await import("../../../functions/adapters/discord/limits.ts"),
    ];
    return { ...calls, ...limits };
  };
  [one, two] = [await start(), await start()];
}

const [HERE, THERE] = ["300000000000000001", "300000000000000003"];
const channel = (id: string) => ({
  ...{ method: "GET" as const, route: "channel", major: id, path: `/channels/${id}` },
  headers: { authorization: `Bot ${discord.state.botToken}` },
});
const asked = () => discord.requests.length;
/** For how long a call is put off. */
const seconds = (run: Promise<unknown>) => run.then(() => 0).catch((error: unknown) => (error as AppError).retry);
const answered = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers), body: null });

test("where one is told to wait, the others do not ask until then; other channels go on", async () => {
  await emptyRedis();
  expect(await seconds(one.call(channel(HERE)))).toBe(0);
  discord.fail({ on: `GET /channels/${HERE}`, limited: { retryAfter: 30 } });
  expect(await seconds(one.call(channel(HERE)))).toBe(30);
  const before = asked();
  expect(await seconds(two.call(channel(HERE)))).toBeGreaterThan(25);
  expect(asked()).toBe(before);
  expect(await seconds(two.call(channel(THERE)))).toBe(0);
});

test("a bucket that is used up stops all that share it, on every route of it and in each process", async () => {
  await emptyRedis();
  const at = Date.now();
  const [edit, post] = ["channel.message", "channel.messages"].map((route) => ({ route, major: HERE })) as [never, never];
  const bucket = { "x-ratelimit-bucket": "same" };
  await two.noteAnswer(post, answered(200, { ...bucket, "x-ratelimit-remaining": "4" }), at);
  await one.noteAnswer(edit, answered(200, { ...bucket, "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "20" }), at);
  for (const it of [one, two]) for (const route of [edit, post]) expect(await seconds(it.takeTurn(route, at))).toBe(20);
  expect(await seconds(two.takeTurn(post, at + 20_000))).toBe(0);
  expect(await seconds(two.takeTurn({ route: "channel.messages", major: THERE }, at))).toBe(0);
});

test("a global limit stops every route of every process; what is over in less than a second is waited out", async () => {
  await emptyRedis();
  discord.fail({ on: `GET /channels/${HERE}`, limited: { retryAfter: 8, global: true } });
  expect(await seconds(one.call(channel(HERE)))).toBe(8);
  const before = asked();
  for (const it of [one, two]) expect(await seconds(it.call(channel(THERE)))).toBeGreaterThan(5);
  expect(asked()).toBe(before);

  await emptyRedis();
  discord.fail({ on: `GET /channels/${HERE}`, limited: { retryAfter: 0.6, global: true } });
  await seconds(one.call(channel(HERE)));
  const began = performance.now();
  expect(await seconds(two.call(channel(THERE)))).toBe(0);
  expect(performance.now() - began).toBeGreaterThan(300);
});

test("at five thousand refusals in ten minutes nobody asks any more, long before Discord bans the address", async () => {
  await emptyRedis();
  const at = Date.now();
  const route = { route: "guild", major: "1" };
  const note = async (count: number, status: number, headers: Record<string, string> = {}) => {
    for (let left = count; left > 0; left -= 20)
      await Promise.all(
        Array.from({ length: Math.min(20, left) }, (_, n) => (n % 2 ? one : two).noteAnswer(route, answered(status, headers), at)),
      );
  };
  await note(4_600, 401);
  await note(399, 403);
  await note(500, 404);
  await note(200, 429, { "x-ratelimit-scope": "shared", "retry-after": "0" });
  expect(await seconds(two.takeTurn(route, at + 2000))).toBe(0);
  discord.fail({ on: "GET /guilds/1", status: 403, code: 50_001 });
  await expect(one.call({ method: "GET", ...route, path: "/guilds/1" })).rejects.toThrow("Discord");
  const before = asked();
  for (const it of [one, two]) expect(await seconds(it.call(channel(THERE)))).toBe(60);
  expect(asked()).toBe(before);
});

test.each(["down", "slow"] as const)(
  "with a Redis that is %s it is asked all the same, and Discord says when it is too much",
  async (how) => {
    await emptyRedis();
    const faults = redisFaults();
    faults.state.is = how;
    const began = performance.now();
    expect(await seconds(one.call(channel(HERE)))).toBe(0);
    discord.fail({ on: `GET /channels/${HERE}`, limited: { retryAfter: 3 } });
    expect(await seconds(one.call(channel(HERE)))).toBe(3);
    faults.stop();
    expect(performance.now() - began).toBeLessThan(5000);
  },
);
