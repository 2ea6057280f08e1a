import { Redis } from "@upstash/redis";
import { Resource } from "sst";
import { EPOCH } from "../../core/projects/snowflake.ts";
import { leaseIds, openIds } from "../../functions/adapters/redis/lease-ids.ts";
import { createEngine } from "../../infra/local/redis/engine.ts";
import { toReply } from "../../infra/local/redis/reply.ts";
import { type Counters, nextByIncr } from "../support/incr-ids.ts";
import { median, spread } from "./measure.ts";

const COUNTS = [1, 16, 1_000, 4_800];
const ROUNDS = 5;
const SPACE = "bench";

/**
 * Ids by one lease, and by counters as Sentry has them (§13 decision 60): the same client into the same Redis, which is in this process, so that no
 * command waits for a network. On one, each command takes its round trip on top.
 */
export async function idRows(): Promise<string[][]> {
  const rows: string[][] = [];
  for (const count of COUNTS) {
    const ours: Run[] = [];
    const loop: Run[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measured(() => lease(count)));
      // A window of 4,800 by one command each takes most of a minute: once is enough.
      if (round === 0 || count < 4_800) loop.push(await measured((redis) => incr(redis, count)));
    }
    const milliseconds = (runs: Run[]) => runs.map((it) => it.milliseconds);
    const figures = [ours, loop].flatMap((runs) => [String(runs[0]?.commands), spread(milliseconds(runs), 2)]);
    rows.push([String(count), ...figures, (median(milliseconds(loop)) / median(milliseconds(ours))).toFixed(1)]);
  }
  return rows;
}

type Run = { commands: number; milliseconds: number };

async function lease(count: number): Promise<void> {
  const { runs } = await leaseIds(SPACE, 0, count);
  if (runs.reduce((sum, it) => sum + it.count, 0) !== count) throw new Error("not all ids were leased");
}

/** The clock stands still, as it nearly does for ids that are asked for at once. */
async function incr(redis: Redis, count: number): Promise<void> {
  const counters: Counters = { incr: (key) => redis.incr(key), expire: (key, seconds) => redis.expire(key, seconds) };
  const now = Math.floor(Date.now() / 1000) - EPOCH;
  for (let n = 0; n < count; n++) if ((await nextByIncr(counters, now)) === null) throw new Error("the window was too small");
}

/** On an empty Redis of its own, whose whole window is free. */
async function measured(run: (redis: Redis) => Promise<void>): Promise<Run> {
  const engine = createEngine();
  const { fetch } = globalThis;
  const { url, token } = Resource.Redis;
  const redis = new Redis({ url, token, enableTelemetry: false, automaticDeserialization: false });
  let commands = 0;
  // The client sends whatever is asked for in one turn of the event loop as a pipeline: here always one command.
  globalThis.fetch = async (_input, init) => {
    const asked = (JSON.parse(String(init?.body)) as unknown[][]).map((it) => it.map(String) as [string, ...string[]]);
    commands += asked.length;
    return Response.json((await engine.pipeline(asked)).map((value) => toReply(value, true)));
  };
  try {
    await openIds(SPACE, 0);
    // The first script of this Redis waits for its interpreter.
    await leaseIds("warm", 0, 1);
    commands = 0;
    const started = performance.now();
    await run(redis);
    return { commands, milliseconds: performance.now() - started };
  } finally {
    globalThis.fetch = fetch;
    engine.close();
  }
}
