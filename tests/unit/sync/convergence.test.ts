import fc from "fast-check";
import { expect, test } from "vitest";
import { sized } from "../../support/size.ts";
import { TwoSides } from "../../support/two-sides.ts";

const group = fc.integer({ min: 5, max: 7 });
const ticket = fc.integer({ min: 0, max: 2 });
const maybe = (min: number, max: number) => fc.option(fc.integer({ min, max }));
const edit = fc.oneof(
  fc.record({ side: fc.constant("lockstep" as const), group, owner: maybe(1, 3) }),
  fc.record({ side: fc.constant("lockstep" as const), group, resolved: fc.boolean() }),
  fc.record({ side: fc.constant("jira" as const), ticket, person: maybe(0, 2) }),
  fc.record({ side: fc.constant("jira" as const), ticket, done: fc.boolean() }),
);
const step = (fates: readonly TwoSides["fate"][]) =>
  fc.record({
    edit,
    fate: fc.constantFrom(...fates),
    /** How much is carried before the next edit, and which webhook overtakes the others. */
    deliver: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
    work: fc.nat({ max: 4 }),
    twice: fc.boolean(),
  });
type Step = ReturnType<typeof step> extends fc.Arbitrary<infer T> ? T : never;

async function play(world: TwoSides, steps: readonly Step[]): Promise<void> {
  for (const { edit, fate, deliver, work, twice } of steps) {
    world.fate = fate;
    if (edit.side === "lockstep") await world.inLockstep(edit);
    else world.inJira(edit);
    for (const which of deliver) await world.deliver(which);
    await world.work(work, twice);
  }
  world.fate = "arrives";
  await world.settle();
}

const RUNS = sized(20, 200);
const HISTORIES = { minLength: 50, maxLength: 50 };
/** Apart as people are, not as machines are. */
const MINUTE = 60_000;
const seed = Number(process.env.LOCKSTEP_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`${50 * RUNS} random edits, their webhooks late, repeated and in any order: both sides end equal by themselves (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(["arrives", "arrives", "twice"]), HISTORIES), async (steps) => {
      const world = new TwoSides();
      await play(world, steps);
      expect(world.differences()).toEqual([]);
      expect(world.echoes).toEqual([]);
    }),
    { numRuns: RUNS, seed },
  );
});

const ofOneTicket = fc.oneof(
  fc.record({ side: fc.constant("lockstep" as const), group: fc.constantFrom(5, 6), owner: maybe(1, 3) }),
  fc.record({ side: fc.constant("jira" as const), ticket: fc.constant(0), person: maybe(0, 2) }),
);

test(`two issues of one ticket, their owners decided on either side, one after the other: all three get the newest (seed ${seed})`, async () => {
  const decisions = fc.array(fc.record({ edit: ofOneTicket, fate: fc.constantFrom("arrives", "twice") }), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(decisions, async (decisions) => {
      const world = new TwoSides();
      for (const { edit, fate } of decisions) {
        world.fate = fate;
        if (edit.side === "lockstep") await world.inLockstep(edit);
        else world.inJira(edit);
        await world.settle();
        // A ticket's people are the members, in their order.
        const newest = "owner" in edit ? edit.owner : edit.person === null ? null : edit.person + 1;
        expect([5, 6].map((id) => world.store.rows.get(id)?.state.assignee?.id ?? null)).toEqual([newest, newest]);
        expect(world.differences()).toEqual([]);
      }
      expect(world.echoes).toEqual([]);
    }),
    { numRuns: RUNS, seed },
  );
});

test(`two issues of one ticket, their owners decided on either side at the same time: it comes to rest, all equal (seed ${seed})`, async () => {
  const crossing = fc.tuple(ofOneTicket, step(["arrives", "twice"])).map(([edit, how]) => ({ ...how, edit }));
  await fc.assert(
    fc.asyncProperty(fc.array(crossing, { minLength: 20, maxLength: 20 }), async (steps) => {
      // A minute apart: nothing of what we wrote is taken for somebody's choice because it is near.
      const world = new TwoSides({ step: MINUTE });
      await play(world, steps);
      expect(world.differences()).toEqual([]);
      expect(world.echoes).toEqual([]);
    }),
    { numRuns: 3 * RUNS, seed },
  );
});

test(`${50 * RUNS} random edits, a third of their webhooks lost: once every link was tried again both sides are equal (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(["arrives", "lost", "twice"]), HISTORIES), async (steps) => {
      const world = new TwoSides();
      await play(world, steps);
      await world.retryAll();
      expect(world.differences()).toEqual([]);
      expect(world.echoes).toEqual([]);
      const before = world.writes;
      await world.retryAll();
      expect(world.writes).toBe(before);
    }),
    { numRuns: RUNS, seed },
  );
});

test(`${50 * RUNS} random edits, a third of their webhooks lost: comparing both sides makes them equal (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(["arrives", "lost", "twice"]), HISTORIES), async (steps) => {
      const world = new TwoSides({ step: MINUTE });
      await play(world, steps);
      await world.reconcile();
      expect(world.differences()).toEqual([]);
      expect(world.echoes).toEqual([]);
      const before = world.writes;
      await world.reconcile();
      expect(world.writes).toBe(before);
    }),
    { numRuns: RUNS, seed },
  );
});

test(`${50 * RUNS} random edits, one at a time, half of their webhooks lost: after comparing the newest decision stands (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(["arrives", "lost"]), HISTORIES), async (steps) => {
      const world = new TwoSides({ step: MINUTE });
      for (const it of steps) {
        world.fate = it.fate;
        if (it.edit.side === "lockstep") await world.inLockstep(it.edit);
        else world.inJira(it.edit);
        await world.settle();
      }
      world.fate = "arrives";
      await world.reconcile();
      const { assignee, status } = world.ticket("APP-3");
      expect({ owner: assignee?.name ?? null, done: status.done }).toEqual(world.newest);
      expect(world.differences()).toEqual([]);
    }),
    { numRuns: RUNS, seed },
  );
});
