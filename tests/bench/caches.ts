import { fanOut } from "../../core/caches/fan-out.ts";
import { freeGroups } from "../../core/caches/free-groups.ts";
import { epochKey, ownerCacheKeys } from "../../core/caches/keys.ts";
import { packIds } from "../../core/caches/packed-ids.ts";
import type { Invalidations, RecentGroups } from "../../core/caches/ports.ts";
import type { CacheInvalidation, ProjectInvalidation } from "../../core/messages.ts";
import { NO_OWNERSHIP } from "../../core/ownership/ownership.ts";
import { encodeSnowflake } from "../../core/projects/snowflake.ts";
import { log } from "../../functions/adapters/log.ts";
import { redis } from "../../functions/adapters/redis/client.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { linkResources } from "../support/linked.ts";
import "../support/quiet.ts";
import { answerOf, child, median, REDIS_TOKEN, spread } from "./measure.ts";

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const PROJECT = 21;
const DAY_SECONDS = 86_400;
const READS = 2_000;
/** One key a request is not waited for beyond this. */
const ONE_BY_ONE = 10_000;

const server = child("./redis.ts");
const { url } = await answerOf<{ url: string }>(server);
linkResources({ Redis: { url, token: REDIS_TOKEN } });
const cpu = async (): Promise<number> => {
  server.send("cpu");
  return (await answerOf<{ microseconds: number }>(server)).microseconds;
};

/** As one region gives them out in the course of a day. */
const groupsOf = (count: number): number[] =>
  Array.from({ length: count }, (_, n) =>
    encodeSnowflake({ seconds: 100_000_000 + Math.floor((n * DAY_SECONDS) / count), region: 0, sequence: n % 16 }),
  );

async function load(groups: readonly number[]): Promise<void> {
  await redis().flushall();
  await redis().set(epochKey(PROJECT), "epoch");
  for (let at = 0; at < groups.length; at += 5_000) {
    const keys = groups.slice(at, at + 5_000).flatMap(ownerCacheKeys);
    await redis().mset(Object.fromEntries(keys.map((key) => [key, "epoch:1"])));
  }
}

type Cost = { requests: number; messages: string; correct: number; freed: number; cpu: number };
type Clear = (groups: readonly number[], corrected: () => void) => Promise<{ messages: string }>;

async function measured(groups: readonly number[], clear: Clear): Promise<Cost> {
  await load(groups);
  const { fetch } = globalThis;
  let requests = 0;
  globalThis.fetch = (...input) => {
    requests += 1;
    return fetch(...input);
  };
  const before = await cpu();
  const started = performance.now();
  let correct = Number.NaN;
  const { messages } = await clear(groups, () => {
    correct = performance.now() - started;
  });
  const freed = performance.now() - started;
  const used = (await cpu()) - before;
  globalThis.fetch = fetch;
  const left = Number(await redis().dbsize());
  if (left !== 1) throw new Error(`${left - 1} keys are left`);
  return { requests, messages, correct: Number.isNaN(correct) ? freed : correct, freed, cpu: used / 1000 };
}

/** The groups come from memory instead of the index, the messages go to the next function instead of a queue. */
const epochAndFanOut: Clear = async (groups, corrected) => {
  const steps: ProjectInvalidation[] = [];
  const chunks: CacheInvalidation[] = [];
  const sends: number[] = [];
  const invalidations: Invalidations = {
    begin: async () => {
      corrected();
      return true;
    },
    allFound: async () => {},
    freed: async () => {},
    newest: async () => null,
  };
  const recentGroups: RecentGroups = {
    page: async (_organization, _project, { after, limit }) => {
      const from = after?.groupId ?? 0;
      const to = Math.min(groups.length, from + limit);
      return { groupIds: groups.slice(from, to), next: to < groups.length ? { lastSeen: 1, groupId: to } : null };
    },
  };
  const ports = {
    ownerships: { get: async () => NO_OWNERSHIP, content: async () => null, save: async () => null },
    ...{ ownerCaches, invalidations, recentGroups, now: Date.now, log },
    cacheInvalidations: {
      send: async (messages: readonly CacheInvalidation[]) => {
        sends.push(Math.ceil(messages.length / 10));
        chunks.push(...messages);
      },
    },
    projectInvalidations: { send: async (messages: readonly ProjectInvalidation[]) => void steps.push(...messages) },
  };
  const place = { v: 1, organizationId: 11, projectId: PROJECT, id: "bench", by: "bench" } as const;
  steps.push({ ...place, reason: "ownership", requestedAt: Date.now(), after: null, chunk: 0, counted: 0 });
  for (const step of steps) await fanOut(ports, step);
  for (const chunk of chunks) await freeGroups(ports, chunk);
  return { messages: `${chunks.length} in ${sends.reduce((sum, it) => sum + it, 0)}` };
};

const batchesOf1000: Clear = async (groups) => {
  for (const family of [0, 1] as const) {
    for (let at = 0; at < groups.length; at += 1_000) {
      await redis().del(...groups.slice(at, at + 1_000).map((id) => ownerCacheKeys(id)[family]));
    }
  }
  return { messages: "0" };
};

const oneByOne: Clear = async (groups) => {
  for (const id of groups) for (const key of ownerCacheKeys(id)) await redis().del(key);
  return { messages: "0" };
};

// The first script waits for its interpreter, and everything for its compiler.
for (const clear of [epochAndFanOut, batchesOf1000, oneByOne]) await measured(groupsOf(1_000), clear);

const clearing: string[][] = [];
for (const size of SIZES) {
  const groups = groupsOf(size);
  const ways: [string, Clear][] = [
    ["epoch, then fan-out", epochAndFanOut],
    ["1,000 keys a command", batchesOf1000],
    ...(size <= ONE_BY_ONE ? [["one key a command", oneByOne] as [string, Clear]] : []),
  ];
  for (const [name, clear] of ways) {
    const { requests, messages, correct, freed, cpu: used } = await measured(groups, clear);
    clearing.push([String(size), name, String(requests), messages, correct.toFixed(1), freed.toFixed(0), used.toFixed(0)]);
  }
}

async function readCost(keys: readonly string[]): Promise<number> {
  const started = performance.now();
  for (let n = 0; n < READS; n++) await redis().mget(...keys);
  return ((performance.now() - started) * 1000) / READS;
}
const [epoch, both] = [epochKey(PROJECT), ownerCacheKeys(5)];
const without: number[] = [];
const withEpoch: number[] = [];
for (let round = 0; round < 7; round++) {
  without.push(await readCost(both));
  withEpoch.push(await readCost([epoch, ...both]));
}

const ids = groupsOf(1_000_000).slice(0, 10_000);
const packing: number[] = [];
for (let round = 0; round < 7; round++) {
  const started = performance.now();
  packIds(ids);
  packing.push(performance.now() - started);
}

const print = (head: string[], rows: string[][]) =>
  console.log(`${[head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`);
print(["groups", "how", "Redis requests", "messages in SQS requests", "correct after, ms", "freed after, ms", "Redis CPU, ms"], clearing);
print(
  ["a read of both answers", "µs"],
  [
    ["without the epoch", spread(without, 0)],
    ["with the epoch in the same MGET", `${spread(withEpoch, 0)}, × ${(median(withEpoch) / median(without)).toFixed(2)}`],
  ],
);
console.log(
  `10,000 ids in a message: ${JSON.stringify(ids).length} bytes as JSON, ${packIds(ids).length} packed, in ${spread(packing)} ms.`,
);
server.disconnect();
process.exit(0);
