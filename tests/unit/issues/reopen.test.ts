import { describe, expect, test } from "vitest";
import type { GroupState } from "../../../core/issues/group.ts";
import { endSnooze, reopen } from "../../../core/issues/reopen.ts";
import type { Snooze } from "../../../core/messages.ts";
import { arrive } from "../../support/arriving.ts";
import { fakeEvents } from "../../support/fake-events.ts";
import { fakeReleases } from "../../support/fake-releases.ts";
import { aGroup, fakeGroups, fakeLog, fakeSender } from "../../support/fakes.ts";

const NOW = 1_000_000;
const RESOLVED = { status: "resolved", substatus: null, statusSourceTime: 500_000 } as const;
const until = (time: number | null, events: object | null = null) =>
  ({
    status: "ignored",
    substatus: "archived_until_condition_met",
    statusDetails: { type: "until", until: time, events },
  }) as Partial<GroupState>;

async function setup(state: Partial<GroupState>, { count = 1, now = NOW } = {}) {
  const issue = aGroup(5, { count }, state);
  const groups = fakeGroups([issue]);
  const events = fakeEvents();
  const snoozes = fakeSender<Snooze>();
  const ports = { groups: groups.port, events: events.port, releases: fakeReleases().port, snoozes, now: () => now, log: fakeLog() };
  const read = () => groups.rows.get(5)!.state;
  return { issue, ports, groups, events, snoozes, read };
}
const event = (over: { timestamp?: number; release?: string | null } = {}) => ({ timestamp: NOW, release: null, ...over });

describe("an event of a resolved issue", () => {
  test("brings it back as regressed, once", async () => {
    const { issue, ports, read, groups } = await setup(RESOLVED);
    await Promise.all([reopen(ports, issue, event()), reopen(ports, issue, event())]);
    expect(read()).toMatchObject({ status: "unresolved", substatus: "regressed", statusDetails: null, version: 1 });
    expect(groups.activities).toMatchObject([{ type: "set_regression", origin: { kind: "system" }, statusBefore: "resolved" }]);
    expect(groups.history).toMatchObject([{ status: "regressed", userId: null }]);
  });

  test("from before it was resolved does not", async () => {
    const { issue, ports, read } = await setup(RESOLVED);
    await reopen(ports, issue, event({ timestamp: 500_000 }));
    expect(read()).toMatchObject(RESOLVED);
  });

  test("of the release it is still known in does not, of a newer one does", async () => {
    const { issue, ports, read } = await setup({ ...RESOLVED, statusDetails: { type: "in_next_release", release: "1.0" } });
    await reopen(ports, issue, event({ release: "1.0" }));
    expect(read().status).toBe("resolved");
    await reopen(ports, issue, event({ release: "1.1" }));
    expect(read().status).toBe("unresolved");
  });

  test("leaves one alone that somebody archived meanwhile", async () => {
    const { issue, ports, groups, read } = await setup(RESOLVED);
    Object.assign(groups.rows.get(5)!.state, { status: "ignored", version: 1 });
    await reopen(ports, issue, event());
    expect(read()).toMatchObject({ status: "ignored", version: 1 });
  });
});

describe("an event of an archived issue", () => {
  test.each([
    ["for good", { status: "ignored", substatus: "archived_forever" } as const, {}, "ignored"],
    ["until later", until(NOW + 1), {}, "ignored"],
    ["until now", until(NOW), {}, "unresolved"],
    ["until two more events, the first", until(null, { count: 2, window: null, counted: 7, since: 0 }), { count: 8 }, "ignored"],
    ["until two more events, the second", until(null, { count: 2, window: null, counted: 7, since: 0 }), { count: 9 }, "unresolved"],
  ])("%s", async (_, state, over, status) => {
    const { issue, ports, read } = await setup(state, over);
    await reopen(ports, issue, event());
    expect(read().status).toBe(status);
    if (status === "unresolved") expect(read()).toMatchObject({ substatus: "ongoing", statusDetails: null });
  });

  test("leaves one alone that somebody archived anew meanwhile", async () => {
    const { issue, ports, groups, read } = await setup(until(NOW));
    Object.assign(groups.rows.get(5)!.state, { ...until(NOW + 5), version: 1 });
    await reopen(ports, issue, event());
    expect(read()).toMatchObject({ ...until(NOW + 5), version: 1 });
  });

  test("counts only the events within the window, and after it was archived", async () => {
    const { issue, ports, events, read } = await setup(until(null, { count: 2, window: 10, counted: 0, since: NOW - 20 * 60_000 }));
    const store = (id: number, timestamp: number) =>
      arrive(events.port, { organizationId: 11, projectId: 21, groupId: 5, event: { id: String(id), timestamp, release: null } } as never);
    await events.port.createGroup({ ...issue.group, hashes: ["h"] });
    await store(1, NOW - 11 * 60_000);
    await store(2, NOW);
    await reopen(ports, issue, event());
    expect(read().status).toBe("ignored");
    await store(3, NOW);
    await reopen(ports, issue, event());
    expect(read().status).toBe("unresolved");
  });
});

describe("the end of an archive", () => {
  const snooze = (time: number): Snooze => ({ v: 1, organizationId: 11, groupId: 5, until: time });

  test("brings the issue back, once", async () => {
    const { ports, groups, read } = await setup(until(NOW));
    await endSnooze(ports, snooze(NOW));
    await endSnooze(ports, snooze(NOW));
    expect(read()).toMatchObject({ status: "unresolved", substatus: "ongoing" });
    expect(groups.activities).toHaveLength(1);
  });

  test("waits on before its time", async () => {
    const { ports, snoozes, read } = await setup(until(NOW + 1));
    await endSnooze(ports, snooze(NOW + 1));
    expect(snoozes.sent).toEqual([snooze(NOW + 1)]);
    expect(read().status).toBe("ignored");
  });

  test("is over for an issue that was archived anew, resolved or removed", async () => {
    for (const state of [until(NOW + 5), RESOLVED]) {
      const { ports, snoozes, read } = await setup(state);
      await endSnooze(ports, snooze(NOW));
      expect(read().version).toBe(0);
      expect(snoozes.sent).toEqual([]);
    }
    const { ports } = await setup(until(NOW));
    await endSnooze(ports, { ...snooze(NOW), groupId: 6 });
  });
});
