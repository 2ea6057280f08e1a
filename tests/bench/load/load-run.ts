import { listenOnLoopback } from "../../../infra/local/loopback.ts";
import { DISCORD_PUBLIC_KEY } from "../discord.ts";
import { drive } from "../driven.ts";
import { child } from "../measure.ts";
import { startWorld } from "../world.ts";
import { changeStages } from "./change-stages.ts";
import { type Counts, startCounting } from "./counts.ts";
import { errorStages } from "./error-stages.ts";
import { type Limit, limitsOf } from "./gives-way.ts";
import { preparePlaces, type Sizes } from "./places.ts";
import { rising, type Step, send } from "./rising.ts";
import type { Stage } from "./stage.ts";
import { everything, othersIn, toldNow, violations } from "./state.ts";

export type LoadFigures = {
  name: string;
  units: number;
  /** Units a second, answered and done with all that follows. */
  answered: number;
  done: number;
  counts: Counts;
  steps: Step[];
  /** What gives way on AWS, the first first: of a new account, and of one that has grown. */
  limitsNew: Limit[];
  limits: Limit[];
  violations: string[];
};
export type LoadSizes = Sizes & { many: number; closed: number; rates: { from: number; seconds: number; most: number } };

/** Sixteen at a time, each after the answer to the one before. */
const AT_ONCE = 16;

/**
 * Sends much of each kind, closed loop and open loop, and after each of the two looks at all that it left. The handlers are in this process,
 * with the small Jira and a Discord that takes whatever it is told; emulators and sender in one each.
 */
export async function loadRun({ many, closed, rates, ...sizes }: LoadSizes, tell: (figures: LoadFigures) => void = () => {}) {
  const discord = await listenOnLoopback((request, response) => {
    request.resume();
    request.once("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  const world = await startWorld({ secrets: { DiscordPublicKey: DISCORD_PUBLIC_KEY }, settings: { discordApi: discord.url } });
  const driven = drive(world);
  const sender = child("./sender.ts");
  const places = await preparePlaces(world, driven, sizes);
  const errors = await errorStages(world, places, { many });
  const stages = [noop(world.url), ...errors.stages, ...(await changeStages(world, places))];
  const fifo = world.topology.queues.filter((it) => it.fifo && it.worker).map((it) => it.name.replace(/Queue$/, ""));
  const before = othersIn(await everything());
  const calm = places.calm;
  let refused = 0;
  const wrong = () => violations({ world, driven, places, errors: errors.sent, before, refused });
  // What is sent for the first time is loaded, and issues of errors begin.
  for (const stage of stages)
    await send(sender, stage, await stage.requests(stage.name.startsWith("errors of ") ? many : 2), { concurrency: 2 });
  await calm();

  const all: LoadFigures[] = [];
  for (const stage of stages) {
    const units = Math.max(1, Math.round((closed * stage.share) / 100));
    const requests = await stage.requests(units);
    const asked = places.asked();
    const counted = await startCounting(world);
    const began = performance.now();
    const { failed, seconds } = await send(sender, stage, requests, { concurrency: AT_ONCE });
    await calm();
    const done = (performance.now() - began) / 1000;
    const now = places.asked();
    const counts = await counted({ reads: now.reads - asked.reads, writes: now.writes - asked.writes });
    const afterClosed = stage.name === "no-op" ? [] : await wrong();
    const [from, most] = [rates.from, rates.most].map((it) => Math.max(1, (it * stage.share) / 100)) as [number, number];
    const steps = await rising({ sender, driven, calm }, stage, { ...rates, from, most });
    refused += failed + steps.reduce((sum, it) => sum + it.refused, 0);
    const of = { counts, units, isApi: stage.isApi, fifo, isOneTicket: /one (ticket|issue)/.test(stage.name) };
    const figures: LoadFigures = {
      ...{ name: stage.name, units, answered: units / seconds, done: units / done, counts, steps },
      ...{ limitsNew: limitsOf(of, true), limits: limitsOf(of), violations: [...afterClosed, ...(await wrong())] },
    };
    all.push(figures);
    tell(figures);
  }
  const end = await toldNow({ world, driven, places, errors: errors.sent, before, refused });
  sender.disconnect();
  await driven.stop();
  await places.jira.stop();
  await discord.close();
  await world.stop();
  return { all, end };
}

const noop = (url: string): Stage => ({
  ...{ name: "no-op", url: `${url}/noop/`, share: 100, isApi: true },
  requests: async (count) => Array.from({ length: count }, () => ({ body: JSON.stringify({ n: Math.random() }) })),
});
