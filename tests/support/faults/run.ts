import { type EndState, endStateOf } from "./end-state.ts";
import type { Flow, Ready } from "./flow.ts";
import { footprint } from "./footprint.ts";
import { brokenIn } from "./invariants.ts";
import { play, playNothing } from "./invocation.ts";
import type { Call, Plan } from "./plan.ts";
import { strangers } from "./tables-hold.ts";
import { startWorld, type World } from "./world.ts";

/** `reached`: how many of the plan's faults and crashes came about. `broken`: what did not hold, each line with the invariant's name. */
export type Outcome = { flow: string; plan: Plan; calls: Call[]; reached: number; broken: string[] };

const MINUTE = 60;
const DAY = 86_400;

/** What other organizations had when a world began. */
const known = new WeakMap<World, ReturnType<typeof strangers>>();
const strangersOf = (world: World) => known.get(world) ?? new Map();

/** Plays flows through plans, one after the other, in one world; a world that something broke in is left for a new one. */
export function newRunner() {
  let world: World | null = null;

  async function begin(): Promise<World> {
    // On a machine that is busy a start may time out, which is not what is tried here.
    world ??= await startWorld().catch(() => startWorld());
    if (!known.has(world)) known.set(world, strangers(await endStateOf(world)));
    return world;
  }

  async function stop(): Promise<void> {
    const was = world;
    world = null;
    await was?.stop();
  }

  /**
   * In at the door, through the plan, to quiet; then everything that has to hold is asked of what is left. `twice`: and once more when all
   * that was delivered was delivered again.
   */
  async function runFlow(flow: Flow, plan: Plan, { twice = false } = {}): Promise<Outcome> {
    const at = await begin();
    const outcome: Outcome = { flow: flow.name, plan, calls: [], reached: 0, broken: [] };
    try {
      const { act, missing } = await flow.prepare(at);
      const delivered = at.deliveries.suffer(plan.delivery, plan.seed);
      const script = play(plan);
      outcome.calls = script.calls;
      await act()
        .then(at.quiet)
        .finally(() => {
          playNothing();
          at.deliveries.mend();
          outcome.reached = script.reached.size;
        });
      if (plan.delivery.dead) await at.pass(DAY);
      const { end, broken } = await atRest(at, missing);
      outcome.broken.push(...broken);
      if (twice && outcome.broken.length === 0) outcome.broken.push(...(await again(at, end, [...delivered])));
    } catch (error) {
      outcome.broken.push(`I12 Nothing vanishes: ${error instanceof Error ? error.stack : error}`);
    }
    if (outcome.broken.length > 0) await stop();
    return outcome;
  }

  return { runFlow, stop };
}

/** How much later whatever failed has been tried again, by whom it concerns or by the sweep; minutes, one after the other. */
const LATER = [6, 16, 61];

/** What is left when whatever is tried again has been, and what of it is broken. */
async function atRest(world: World, missing: Ready["missing"]): Promise<{ end: EndState; broken: string[] }> {
  for (const [at, minutes] of LATER.entries()) {
    await world.pass(minutes * MINUTE);
    const end = await endStateOf(world);
    const broken = [...(await missing(end)).map((it) => `I1 Accepted is done: ${it}`), ...brokenIn(end, strangersOf(world))];
    if (broken.length === 0 || at === LATER.length - 1) return { end, broken };
  }
  throw new Error("nobody waits");
}

/** I7: whatever queues and stream delivered, all of it once more in another order, leaves what there was. */
async function again(world: World, end: EndState, delivered: Parameters<World["deliveries"]["again"]>[0]): Promise<string[]> {
  await world.deliveries.again(delivered);
  await world.pass(6 * MINUTE);
  const [was, is] = [footprint(end), footprint(await endStateOf(world))];
  return Object.keys({ ...was, ...is })
    .filter((it) => was[it] !== is[it])
    .map((it) => `I7 Again is as once: ${it} was ${was[it]} and is ${is[it]}`);
}
