import { describe, expect, test } from "vitest";
import { fanOut, GROUPS_PER_MESSAGE, GROUPS_PER_STEP } from "../../../core/caches/fan-out.ts";
import { freeGroups } from "../../../core/caches/free-groups.ts";
import { unpackIds } from "../../../core/caches/packed-ids.ts";
import type { Invalidations, RecentGroups } from "../../../core/caches/ports.ts";
import { Unavailable } from "../../../core/errors.ts";
import { CacheInvalidation, ProjectInvalidation } from "../../../core/messages.ts";
import { NO_OWNERSHIP } from "../../../core/ownership/ownership.ts";
import { fakeOwnerCaches } from "../../support/fake-owner-caches.ts";
import { fakeLog, fakeSender } from "../../support/fakes.ts";

const DAY = 86_400_000;
const AT = 10 * DAY;
const first: ProjectInvalidation = {
  ...{ v: 1, organizationId: 11, projectId: 21, id: "a", by: "a", reason: "ownership", requestedAt: AT },
  ...{ after: null, chunk: 0, counted: 0 },
};

/** A project of `count` groups, newest first; the ids are their places. */
function setup(count: number) {
  const caches = fakeOwnerCaches();
  const freed = new Set<number>();
  const told = { begun: 0, chunks: -1, groups: -1, freedGroups: 0 };
  const invalidations: Invalidations = {
    begin: async () => ++told.begun > 0,
    allFound: async (_, total) => void Object.assign(told, total),
    freed: async (_, { chunk, groups }) => {
      if (!freed.has(chunk)) told.freedGroups += groups;
      freed.add(chunk);
    },
    newest: async () => null,
  };
  const sinces: number[] = [];
  const recentGroups: RecentGroups = {
    page: async (_organization, _project, { since, after, limit }) => {
      sinces.push(since);
      const from = after?.groupId ?? 0;
      const to = Math.min(count, from + limit);
      const groupIds = Array.from({ length: to - from }, (_, n) => from + n + 1);
      return { groupIds, next: to < count ? { lastSeen: 1, groupId: to } : null };
    },
  };
  const cacheInvalidations = fakeSender<CacheInvalidation>();
  const projectInvalidations = fakeSender<ProjectInvalidation>();
  const ownership = { ...NO_OWNERSHIP };
  const ports = {
    ownerships: { get: async () => ownership, content: async () => null, save: async () => null },
    ownerCaches: caches.port,
    invalidations,
    recentGroups,
    cacheInvalidations,
    projectInvalidations,
    now: () => AT,
    log: fakeLog(),
  };
  return { ports, ownership, caches, told, freed, sinces, chunks: cacheInvalidations.sent, steps: projectInvalidations.sent };
}

async function runAll(it: ReturnType<typeof setup>) {
  await fanOut(it.ports, first);
  for (let at = 0; at < it.steps.length; at++) await fanOut(it.ports, ProjectInvalidation.parse(it.steps[at]));
}

describe("the invalidation of a project", () => {
  test.each([
    [0, 0, 0],
    [1, 1, 0],
    [GROUPS_PER_MESSAGE, 1, 0],
    [GROUPS_PER_MESSAGE + 1, 2, 0],
    [GROUPS_PER_STEP, 10, 0],
    [2 * GROUPS_PER_STEP + 1, 21, 2],
  ])("of %d groups takes %d messages and %d further steps; every group is in one", async (count, messages, steps) => {
    const it = setup(count);
    await runAll(it);
    expect([it.chunks.length, it.steps.length]).toEqual([messages, steps]);
    expect(it.told).toMatchObject({ begun: 1, chunks: messages, groups: count });
    const ids = it.chunks.map((chunk) => CacheInvalidation.parse(chunk)).flatMap((chunk) => (chunk.v === 2 ? unpackIds(chunk.packed) : []));
    expect(new Set(ids).size).toBe(count);
    expect(new Set(it.sinces)).toEqual(new Set([AT - DAY]));
    for (const chunk of [...it.chunks, ...it.chunks]) await freeGroups(it.ports, chunk);
    expect(it.told.freedGroups).toBe(count);
  });

  test("counts as freed what is, and not before", async () => {
    const it = setup(3);
    await runAll(it);
    it.caches.state.down = true;
    await expect(freeGroups(it.ports, it.chunks[0]!)).rejects.toThrow(Unavailable);
    expect(it.told.freedGroups).toBe(0);
  });

  test("is in effect before it is noted as such", async () => {
    const it = setup(3);
    const place = { projectId: 21, groupId: 3 };
    await it.caches.port.fill(await it.caches.port.claim(place, 50), { assigned: true, evaluated: true });
    it.ports.invalidations.begin = () => Promise.reject(new Unavailable("The database"));
    await expect(fanOut(it.ports, first)).rejects.toThrow(Unavailable);
    expect(await it.caches.port.read(place)).toEqual({ assigned: null, evaluated: null });
  });

  test("is in effect before a single group was looked for, also when that fails", async () => {
    const it = setup(3);
    const place = { projectId: 21, groupId: 3 };
    await it.caches.port.fill(await it.caches.port.claim(place, 50), { assigned: true, evaluated: true });
    it.ports.recentGroups.page = () => Promise.reject(new Unavailable("The database"));
    await expect(fanOut(it.ports, first)).rejects.toThrow(Unavailable);
    expect(await it.caches.port.read(place)).toEqual({ assigned: null, evaluated: null });
  });

  test("whose memory is being freed already only moves the epoch", async () => {
    const it = setup(3);
    it.ports.invalidations.begin = async () => false;
    await fanOut(it.ports, first);
    expect([it.chunks, it.steps, it.told.chunks]).toEqual([[], [], -1]);
  });

  test("by a team or a member means nothing while the project has no rules", async () => {
    const it = setup(3);
    await fanOut(it.ports, { ...first, reason: "team" });
    expect([it.told.begun, it.chunks]).toEqual([0, []]);
    it.ownership.version = 1;
    await fanOut(it.ports, { ...first, reason: "team" });
    expect([it.told.begun, it.chunks.length]).toEqual([1, 1]);
  });

  test("a step that comes again says the same again", async () => {
    const it = setup(GROUPS_PER_STEP + 5);
    await fanOut(it.ports, first);
    const once = structuredClone(it.chunks);
    await fanOut(it.ports, first);
    expect(it.chunks.slice(once.length)).toEqual(once);
    expect(new Set(it.steps.map((step) => JSON.stringify(step))).size).toBe(1);
  });
});
