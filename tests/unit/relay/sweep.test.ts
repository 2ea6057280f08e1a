import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../core/relay/change.ts";
import { PARTS, partOf } from "../../../core/relay/outbox.ts";
import { LATE_MS, sweepOutbox } from "../../../core/relay/sweep.ts";
import { aGroup, fakeLog } from "../../support/fakes.ts";

const START = 10_000_000;

type Waiting = { groupId: number; version: number; at: number };

/** An outbox with what waits in it, and who acts on it: `poison` says which issues nobody can take. */
function aWorld(waiting: Waiting[], { poison = () => false, now = START }: { poison?: (groupId: number) => boolean; now?: number } = {}) {
  const left = new Map(waiting.map((it) => [`${it.groupId}:${it.version}`, { ...it }]));
  const relayed: { groupId: number; version: number }[] = [];
  let asked = 0;
  const clock = { now };
  const sends = { send: async () => {} };
  const log = fakeLog();
  const ports = {
    ...{ looks: sends, cacheInvalidations: sends, analyticsEvents: sends, snoozes: sends, groupMerges: sends },
    discordNews: {
      send: async (all: readonly { groupId: number; version: number }[]) => {
        clock.now += 10;
        if (all.some((it) => poison(it.groupId))) throw new Error("nobody takes it");
        relayed.push(...all.map(({ groupId, version }) => ({ groupId, version })));
      },
    },
    links: { byGroup: async () => [] } as never,
    tickets: {} as never,
    ...{ log, now: () => clock.now },
    outbox: {
      waiting: async (part: number, until: number, limit: number): Promise<Change[]> => {
        asked++;
        const late = [...left.values()].filter((it) => partOf(it.groupId) === part && it.at < until).sort((a, b) => a.at - b.at);
        return late.slice(0, limit).map(
          ({ groupId, version, at }): Change => ({
            ...{ organizationId: 11, at, entry: `${groupId}:${version}`, kind: "activity" },
            activity: {
              ...{ organizationId: 11, projectId: 21, groupId, version, type: "note", data: {}, origin: { kind: "system" } },
              ...{ sourceTime: 1, createdAt: 1, after: aGroup(groupId).state },
            },
          }),
        );
      },
      done: async ({ entry }: Change) => void left.delete(entry),
      postpone: async ({ entry }: Change, at: number) => void Object.assign(left.get(entry)!, { at }),
    },
  };
  const sweep = (milliseconds = 1_000_000) => sweepOutbox(ports as never, clock.now + milliseconds);
  return { sweep, relayed, left, log, asked: () => asked };
}

test("whatever waits too long is relayed, each once, an issue's in their order; what nobody takes keeps nothing else back", async () => {
  const waiting = fc.uniqueArray(
    fc.record({
      groupId: fc.integer({ min: 1, max: 40 }),
      version: fc.integer({ min: 1, max: 30 }),
      at: fc.integer({ min: 0, max: 9_000_000 }),
    }),
    { selector: ({ groupId, version }) => `${groupId}:${version}`, maxLength: 400 },
  );
  await fc.assert(
    fc.asyncProperty(waiting, fc.integer({ min: 0, max: 40 }), async (all, bad) => {
      const { sweep, relayed, left, asked } = aWorld(all, { poison: (groupId) => groupId === bad });
      const good = all.filter((it) => it.groupId !== bad);
      const first = await sweep();
      expect(first).toEqual({ relayed: good.length, failed: all.length - good.length, left: false });
      expect(new Set(relayed.map((it) => `${it.groupId}:${it.version}`)).size).toBe(good.length);
      // Of one page: what waits in the next has waited less.
      const ofIssues = Map.groupBy(all.length <= 100 ? relayed : [], (it) => it.groupId);
      for (const own of ofIssues.values()) expect(own).toEqual(own.toSorted((a, b) => a.version - b.version));
      expect(left.size).toBe(all.length - good.length);
      expect([...left.values()].filter((it) => it.at < START)).toEqual([]);
      // A page of a hundred more where one is full, and nothing for what is done.
      expect(asked()).toBeLessThanOrEqual(PARTS + all.length / 100);
      const before = asked();
      expect((await sweep()).relayed).toBe(0);
      expect(asked() - before).toBe(PARTS);
    }),
    { numRuns: 40 },
  );
});

test("what the stream may still relay is left to it, where nothing waits nothing is said, and time that is up ends it", async () => {
  const now = START;
  const fresh = aWorld([{ groupId: 1, version: 1, at: now - LATE_MS + 1 }], { now });
  expect(await fresh.sweep()).toEqual({ relayed: 0, failed: 0, left: false });
  expect(fresh.log.lines).toEqual([]);
  const many = aWorld(Array.from({ length: 900 }, (_, n) => ({ groupId: n + 1, version: 1, at: n })));
  const swept = await many.sweep(2000);
  expect(swept).toMatchObject({ left: true, failed: 0 });
  expect(swept.relayed).toBeLessThan(900);
  expect(await many.sweep()).toMatchObject({ left: false, relayed: 900 - swept.relayed });
  expect(many.log.lines).toEqual(["outbox.swept", "outbox.swept"]);
});
