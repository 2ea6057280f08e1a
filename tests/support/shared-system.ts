import { dynamo } from "../../functions/adapters/dynamo/client.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { ids } from "../../functions/adapters/redis/ids.ts";
import { advanceClock, restoreClock } from "../../infra/local/clock.ts";
import type { Invoke } from "../../infra/local/invoke.ts";
import { seed } from "../../infra/local/seed.ts";
import { type System, startSystem } from "../../infra/local/system.ts";
import { linkResources } from "./linked.ts";

export type Wanted = {
  /** A system that starts and ends with the test, because it is about that, or about clocks. */
  own?: boolean;
  /** Where such a system keeps its state. What it had is there when it starts again. */
  data?: string;
  allowPrivateHosts?: boolean;
  /** Where its Discord is, and what it is told of itself there. */
  discord?: { api: string; secrets: Record<string, string> };
  /** What stands around every function of such a system. */
  invoking?: (invoke: Invoke) => Invoke;
};

/** The one system of this test worker. */
let running: { system: System; shared: boolean } | undefined;
let serial = 0;

/** When waiting is given up: long after a busy machine has done it. It says that nothing comes, never how fast. */
const DEADLINE_SECONDS = 100;

/**
 * The system of this test worker, started when it is first asked for, with an organization that nobody had before: ids are never used
 * twice in a process, since what a warm function remembers outlives a system. The name and the token lead to the newest.
 */
export async function aSystem(token: string, wanted: Wanted) {
  const { own = false, data } = wanted;
  if (own || !running?.shared) await start(token, wanted);
  const system = running!.system;
  await idle(system);
  await forgetName();
  const made = data === undefined ? await seed({ token, serial: ++serial }) : {};
  return { system: { ...system, ...made }, leave: own ? stop : () => idle(system) };
}

/** Functions remember for a minute whose name it is, but not what they failed to find out: so this fails, when that minute is over. */
async function forgetName(): Promise<void> {
  const fail = () => () => Promise.reject(new Error("on purpose"));
  dynamo.middlewareStack.add(fail, { step: "initialize", name: "fail" });
  advanceClock(61);
  await organizations.bySlug("acme").catch(() => null);
  advanceClock(-61);
  dynamo.middlewareStack.remove("fail");
}

async function start(
  token: string,
  { own = false, data = ":memory:", allowPrivateHosts = true, discord, invoking }: Wanted,
): Promise<void> {
  await stop();
  running = {
    system: await startSystem({
      ...{ port: 0, data, token, allowPrivateHosts, discordApi: discord?.api, secrets: discord?.secrets ?? {}, invoking },
    }),
    shared: !own,
  };
  // Functions of this process that were linked to an earlier system are linked to this one.
  linkResources(JSON.parse(running.system.resources));
  await forgetIds();
}

/**
 * What a function still has of a block of ids came from the Redis of an earlier system, and this one's would give the same out again. A
 * minute later a block counts as old, and another is taken.
 */
async function forgetIds(): Promise<void> {
  advanceClock(61);
  await ids.next();
  advanceClock(-61);
}

async function stop(): Promise<void> {
  if (!running) return;
  await forgetName();
  await running.system.stop();
  running = undefined;
  restoreClock();
}

/** Waits until queues, stream and handlers have nothing left to do. */
export async function idle(system: System): Promise<void> {
  const { idle, counts } = await system.idle(DEADLINE_SECONDS);
  if (!idle) throw new Error(`still busy: ${JSON.stringify(counts)}`);
}
