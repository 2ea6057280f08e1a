import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { epochKey, ownerCacheKeys } from "../../core/caches/keys.ts";
import type { OwnerCaches } from "../../core/caches/ports.ts";
import { redis } from "../../functions/adapters/redis/client.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { redisInProcess } from "../support/redis-in-process.ts";

// Readers that fill, changes that invalidate and losses of what is cached, one step at a time in any order. What is true of the group is a
// flag; whenever nothing is between its change and its invalidation, a read has to say what is true, or nothing.

const server = redisInProcess();
afterAll(() => server.close());

const RUNS = 10_000;
const GROUP = 5;
const PROJECT = 21;
const place = { projectId: PROJECT, groupId: GROUP };

type World = { truth: boolean; pending: number; caches: Caches };
type Caches = Pick<OwnerCaches, "read" | "claim" | "fill" | "unlink" | "moveEpoch">;
type Step = (world: World) => Promise<unknown>;

const fills = (): Step[] => {
  let claim: Awaited<ReturnType<OwnerCaches["claim"]>>;
  let seen: boolean;
  return [
    async ({ caches }) => {
      claim = await caches.claim(place, 1_000);
    },
    async ({ truth }) => {
      seen = truth;
    },
    ({ caches }) => caches.fill(claim, { assigned: seen, evaluated: seen }),
  ];
};
const changes =
  (invalidate: Step): (() => Step[]) =>
  () => [
    async (world) => {
      world.truth = !world.truth;
      world.pending += 1;
    },
    async (world) => {
      await invalidate(world);
      world.pending -= 1;
    },
  ];
const actors: Record<string, () => Step[]> = {
  fills,
  assigned: changes(({ caches }) => caches.unlink([GROUP])),
  rules: changes(({ caches }) => caches.moveEpoch(PROJECT)),
  // Evicted: the epoch alone, or an answer alone. Flushed: everything.
  epochLost: () => [() => server.run("DEL", epochKey(PROJECT))],
  answerLost: () => [() => server.run("DEL", ownerCacheKeys(GROUP)[0])],
  flushed: () => [() => server.run("FLUSHALL")],
};

/** How many reads were stale when these actors' steps came in this order. */
async function staleReads(caches: Caches, names: readonly string[], order: readonly number[]): Promise<number> {
  await server.run("FLUSHALL");
  const world: World = { truth: false, pending: 0, caches };
  const waiting = names.map((name) => actors[name]!());
  let stale = 0;
  for (let n = 0; waiting.some((steps) => steps.length > 0); n++) {
    const live = waiting.filter((steps) => steps.length > 0);
    await live[(order[n] ?? 0) % live.length]!.shift()!(world);
    if (world.pending > 0) continue;
    const { assigned, evaluated } = await caches.read(place);
    if ([assigned, evaluated].some((it) => it !== null && it !== world.truth)) stale += 1;
  }
  return stale;
}

const name = fc.constantFrom("fills", "fills", "fills", ...Object.keys(actors));
const schedule = [fc.array(name, { minLength: 2, maxLength: 5 }), fc.array(fc.nat(4), { minLength: 15, maxLength: 15 })] as const;

test("10,000 interleavings of readers, changes and losses: no read is stale", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(...schedule, async (names, order) => {
      runs += 1;
      expect(await staleReads(ownerCaches, names, order)).toBe(0);
    }),
    { numRuns: RUNS },
  );
  expect(runs).toBeGreaterThanOrEqual(RUNS);
});

/** What deleting without a guard would be: whoever read last fills in, whatever happened since. */
const plain: Caches = {
  async read() {
    const [assigned, evaluated] = await redis().mget<(string | null)[]>(...ownerCacheKeys(GROUP));
    const answer = (it: string | null | undefined) => (it ? it === "1" : null);
    return { assigned: answer(assigned), evaluated: answer(evaluated) };
  },
  claim: async () => ({ assigned: null, evaluated: null, limited: false, ticket: { ...place, epoch: "", token: "" } }),
  async fill(_, { assigned }) {
    for (const key of ownerCacheKeys(GROUP)) await redis().set(key, assigned ? "1" : "0");
  },
  unlink: async () => void (await redis().del(...ownerCacheKeys(GROUP))),
  moveEpoch: async () => void (await redis().del(...ownerCacheKeys(GROUP))),
};

test("the same harness finds stale reads where keys are only deleted", async () => {
  let stale = 0;
  await fc.assert(
    fc.asyncProperty(...schedule, async (names, order) => {
      if ((await staleReads(plain, names, order)) > 0) stale += 1;
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(stale).toBeGreaterThan(10);
});
