import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { MOST_NEW_ISSUES, USUAL_RATE, windowOf } from "../../core/events/rates.ts";
import { redis } from "../../functions/adapters/redis/client.ts";
import { createIntake } from "../../functions/adapters/redis/intake.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { fakeIntake } from "../support/fake-intake.ts";
import { linkResources } from "../support/linked.ts";
import { redisFaults } from "../support/redis-faults.ts";

const MINUTE = 60_000;
let at = 1_795_780_800_000;
let serial = 0;
let server: Awaited<ReturnType<typeof startRedis>>;
let faults: ReturnType<typeof redisFaults>;
beforeAll(async () => {
  server = await startRedis({ token: "token-of-the-tests" });
  linkResources({ Redis: { url: server.url, token: server.token } });
  faults = redisFaults();
});
afterEach(() => {
  faults.state.is = "well";
  at += MINUTE;
});
afterAll(() => {
  faults.stop();
  return server.close();
});

const aKey = (count?: number, window = 60) => ({
  publicKey: String(++serial).padStart(32, "0"),
  projectId: 1_000 + serial,
  ...(count !== undefined && { rateLimit: { count, window } }),
});
/** How many of so many requests are taken. */
const taken = async (intake: ReturnType<typeof createIntake>, key: ReturnType<typeof aKey>, many: number, time = at) => {
  let count = 0;
  for (let n = 0; n < many; n++) if ((await intake.request(key, time)).over === null) count += 1;
  return count;
};

describe("the rate of a key", () => {
  test("holds to the request where it is low, says how long, and ends with its window", async () => {
    const intake = createIntake();
    const key = aKey(5, 10);
    expect(await taken(intake, key, 8)).toBe(5);
    expect(await intake.request(key, at + 3_000)).toEqual({ over: 7, newIssuesOver: false });
    expect(await taken(intake, key, 8, at + 10_000)).toBe(5);
  });

  test("is shared by all functions, give or take what each takes unasked", async () => {
    const key = aKey();
    const functions = Array.from({ length: 4 }, createIntake);
    const each = await Promise.all(functions.map((it) => taken(it, key, USUAL_RATE.count / 2)));
    const all = each.reduce((sum, it) => sum + it, 0);
    expect(all).toBeGreaterThanOrEqual(USUAL_RATE.count);
    expect(all).toBeLessThanOrEqual(USUAL_RATE.count + 4 * 20);
  });

  test("costs no request at first, then one for each fifty, and none once it is known to be over", async () => {
    const intake = createIntake();
    const key = aKey();
    const fetched = vi.spyOn(globalThis, "fetch");
    const asked = async (many: number) => {
      fetched.mockClear();
      await taken(intake, key, many);
      return fetched.mock.calls.length;
    };
    expect([await asked(20), await asked(50), await asked(100)]).toEqual([0, 1, 2]);
    await asked(USUAL_RATE.count);
    expect(await asked(100)).toBe(0);
    fetched.mockRestore();
  });

  test("is forgotten with its window", async () => {
    const key = aKey(3, 20);
    await createIntake().request(key, at);
    const left = await redis().ttl(`rate:1:${key.publicKey}:${windowOf(at, 20).number}`);
    expect([left > 0, left <= 20]).toEqual([true, true]);
  });

  test("is one's own", async () => {
    const intake = createIntake();
    expect([await taken(intake, aKey(2), 4), await taken(intake, aKey(2), 4)]).toEqual([2, 2]);
  });

  test.each(["down", "slow"] as const)("with Redis %s each function holds to it by itself", async (how) => {
    faults.state.is = how;
    const intake = createIntake();
    expect(await taken(intake, aKey(3), 6)).toBe(3);
    expect(await createIntake().newIssue(1, at)).toBe(true);
  });
});

describe.each([
  ["fake", () => fakeIntake().intake],
  ["Redis", createIntake],
] as const)("intake (%s)", (_, make) => {
  test("takes as many requests as a key may make in a window, and says how long it takes no more", async () => {
    const intake = make();
    const key = aKey(3, 20);
    const answers: (number | null)[] = [];
    for (const offset of [0, 1, 2, 3, 20]) answers.push((await intake.request(key, at + offset * 1_000)).over);
    expect(answers).toEqual([null, null, null, 17, null]);
    expect((await intake.request(aKey(3, 20), at)).over).toBeNull();
  });

  test("gives a project its new issues of a minute, and says when they are used up", async () => {
    const intake = make();
    const key = aKey(100, 60);
    const made = async (time: number) => {
      let count = 0;
      for (let n = 0; n < MOST_NEW_ISSUES + 1; n++) if (await intake.newIssue(key.projectId, time)) count += 1;
      return count;
    };
    expect((await intake.request(key, at)).newIssuesOver).toBe(false);
    expect([await made(at), await made(at + MINUTE)]).toEqual([MOST_NEW_ISSUES, MOST_NEW_ISSUES]);
    expect([await intake.newIssue(key.projectId + 1, at), (await intake.request(key, at)).newIssuesOver]).toEqual([true, true]);
  });
});

describe("new issues of a project", () => {
  test("are so many a minute, whichever function makes them, and those who take in learn of it with their next block", async () => {
    const [one, other] = [createIntake(), createIntake()];
    const key = aKey();
    const make = () => Promise.all([one, other].map((it) => it.newIssue(key.projectId, at)));
    let made = 0;
    for (let n = 0; n < MOST_NEW_ISSUES / 2 + 5; n++) made += (await make()).filter(Boolean).length;
    expect(made).toBe(MOST_NEW_ISSUES);
    await taken(one, key, 20);
    expect([await one.request(key, at), await one.request(key, at + MINUTE)]).toEqual([
      { over: null, newIssuesOver: true },
      { over: null, newIssuesOver: false },
    ]);
    expect(await one.newIssue(key.projectId, at + MINUTE)).toBe(true);
  });
});
