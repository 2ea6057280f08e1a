import { describe, expect, test } from "vitest";
import { escalate } from "../../../core/issues/escalate.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import { arrive } from "../../support/arriving.ts";
import { fakeEscalations } from "../../support/fake-escalations.ts";
import { fakeEvents } from "../../support/fake-events.ts";
import { aGroup, fakeGroups, fakeLog } from "../../support/fakes.ts";
import { aNewGroup } from "../../support/owned-project.ts";
import { normalized } from "../../support/sdk-events.ts";

const HOUR = 3_600_000;
/** On the hour. */
const ARCHIVED = Date.UTC(2026, 5, 1, 12);
const UNTIL_ESCALATING: Partial<GroupState> = {
  ...{ status: "ignored", substatus: "archived_until_escalating", statusSourceTime: ARCHIVED },
  statusUnder: { status: "unresolved", substatus: "new", statusDetails: null, at: 5 },
};

/** An archived issue, and errors of it, each as when it came. */
async function archived(state: Partial<GroupState> = UNTIL_ESCALATING) {
  const groups = fakeGroups([aGroup(5, { count: 0 }, state)]);
  const events = fakeEvents();
  await events.port.createGroup(aNewGroup(11, 21, { id: 5, hashes: ["h"] }));
  const escalations = fakeEscalations();
  let now = ARCHIVED;
  const ports = { groups: groups.port, events: events.port, escalations: escalations.port, now: () => now, log: fakeLog() };
  let serial = 0;
  const store = async (at: number) => {
    const event = normalized({ event_id: (++serial).toString(16).padStart(32, "0"), message: "m" });
    await arrive(ports.events, {
      ...{ organizationId: 11, projectId: 21, groupId: 5, receivedAt: at, event: { ...event, timestamp: at } },
      ...{ title: "m", culprit: "", type: "error", metadata: {}, logger: null, unhandled: false, userKey: null, hashes: [] },
    } as never);
    groups.rows.get(5)!.group.count++;
  };
  /** So many one after the other; answers the status then. */
  const come = async (count: number, at: number) => {
    now = at;
    for (let n = 0; n < count; n++) {
      const before = (await groups.port.get(11, 5))!;
      await store(at + n);
      await escalate(ports, before);
    }
    return groups.rows.get(5)!.state.substatus;
  };
  return { ports, groups, events, escalations, store, come };
}

describe("an issue that is archived until it escalates", () => {
  test("stays archived with ten errors in an hour, and not with eleven, where it was quiet before", async () => {
    const { come, groups } = await archived();
    expect(await come(10, ARCHIVED + HOUR)).toBe("archived_until_escalating");
    expect(await come(10, ARCHIVED + 2 * HOUR)).toBe("archived_until_escalating");
    expect(await come(1, ARCHIVED + 2 * HOUR + 600_000)).toBe("escalating");
    expect(groups.rows.get(5)!.state).toMatchObject({ status: "unresolved", substatus: "escalating", statusDetails: null });
    expect(groups.activities).toMatchObject([
      { type: "set_escalating", origin: { kind: "system" }, statusBefore: "ignored", untold: true },
    ]);
    expect(groups.history).toMatchObject([{ status: "escalating", userId: null }]);
    expect(await come(20, ARCHIVED + 2 * HOUR + 700_000)).toBe("escalating");
    expect(groups.activities).toHaveLength(1);
  });

  test("escalates beyond twice the busiest hour of the week before it was archived", async () => {
    const { come, store, escalations } = await archived();
    for (let n = 0; n < 30; n++) await store(ARCHIVED - 50 * HOUR + n);
    for (let n = 0; n < 20; n++) await store(ARCHIVED - 20 * HOUR + n);
    for (let n = 0; n < 99; n++) await store(ARCHIVED - 169 * HOUR + n);
    expect(await come(60, ARCHIVED + HOUR)).toBe("archived_until_escalating");
    expect(escalations.watched.get("11/5")?.most).toBe(60);
    expect(await come(1, ARCHIVED + HOUR + 1000)).toBe("escalating");
  });

  test("counts what came since the archive, not what its hour had before", async () => {
    const { come, store } = await archived({ ...UNTIL_ESCALATING, statusSourceTime: ARCHIVED + HOUR / 2 });
    for (let n = 0; n < 40; n++) await store(ARCHIVED + n);
    expect(await come(41, ARCHIVED + HOUR / 2 + 1000)).toBe("archived_until_escalating");
    expect(await come(40, ARCHIVED + HOUR / 2 + 2000)).toBe("escalating");
  });

  test("is no busier for errors of before that were merged into it", async () => {
    const { come, groups } = await archived();
    await come(1, ARCHIVED + HOUR);
    groups.rows.get(5)!.group.count += 5000;
    expect(await come(9, ARCHIVED + HOUR + 1000)).toBe("archived_until_escalating");
    expect(await come(1, ARCHIVED + HOUR + 2000)).toBe("escalating");
  });

  test("stays archived where somebody archived it anew meanwhile", async () => {
    const { come, groups, ports, store } = await archived();
    await come(10, ARCHIVED + HOUR);
    const before = (await groups.port.get(11, 5))!;
    await store(ARCHIVED + HOUR + 10);
    Object.assign(groups.rows.get(5)!.state, { statusSourceTime: ARCHIVED + HOUR + 5, version: before.state.version + 1 });
    await escalate(ports, before);
    expect(groups.rows.get(5)!.state.substatus).toBe("archived_until_escalating");
  });

  test("is watched anew when it is archived again; what a tracker decided meanwhile is what shows", async () => {
    const { come, groups, escalations } = await archived();
    expect(await come(11, ARCHIVED + HOUR)).toBe("escalating");
    Object.assign(groups.rows.get(5)!.state, {
      ...{ ...UNTIL_ESCALATING, statusSourceTime: ARCHIVED + 3 * HOUR },
      statusUnder: { status: "resolved", substatus: null, statusDetails: null, at: ARCHIVED + 4 * HOUR },
    });
    await come(22, ARCHIVED + 5 * HOUR);
    expect(escalations.watched.get("11/5")).toMatchObject({ since: ARCHIVED + 3 * HOUR, most: 22 });
    expect(groups.rows.get(5)!.state.status).toBe("ignored");
    await come(1, ARCHIVED + 5 * HOUR + 1000);
    expect(groups.rows.get(5)!.state).toMatchObject({ status: "resolved", statusSourceTime: ARCHIVED + 4 * HOUR });
  });
});

test.each<[string, Partial<GroupState>]>([
  ["archived for good", { status: "ignored", substatus: "archived_forever" }],
  ["archived until something", { status: "ignored", substatus: "archived_until_condition_met" }],
  ["open", {}],
])("an issue that is %s is not watched", async (_, state) => {
  const { come, escalations, groups } = await archived(state);
  await come(30, ARCHIVED + HOUR);
  expect([escalations.watched.size, groups.activities.length]).toEqual([0, 0]);
});
