import { expect, test } from "vitest";
import type { Departure, IssueUpdates } from "../../../core/issues/issue-update.ts";
import { unassignGone } from "../../../core/issues/unassign-gone.ts";
import { fakeGroupOwners } from "../../support/fake-group-owners.ts";
import { aGroup, fakeGroups, fakeLog, fakeSender } from "../../support/fakes.ts";

const TEAM = { type: "team", id: 31 } as const;
const OTHERS = [{ type: "team", id: 32 } as const, { type: "user", id: 31 } as const, null];
const message: Departure = { v: 1, organizationId: 11, gone: TEAM, after: null, found: false };

test("takes every issue from a team that is gone, once each, and none from anybody else", async () => {
  const owned = Array.from({ length: 250 }, (_, n) =>
    aGroup(n + 1, {}, { assignee: n % 2 === 0 ? TEAM : OTHERS[n % 3]!, assigneeSourceTime: 90 }),
  );
  const groups = fakeGroups(owned);
  const issueUpdates = fakeSender<IssueUpdates>();
  const ports = { groups: groups.port, groupOwners: fakeGroupOwners(), issueUpdates, now: () => 1000, log: fakeLog() };
  await unassignGone(ports, [21], message);
  for (let at = 0; at < issueUpdates.sent.length; at++) {
    if (at > 20) throw new Error("it does not end");
    const next = issueUpdates.sent[at] as Departure;
    await unassignGone(ports, [21], next);
  }
  const left = [...groups.rows.values()].map((it) => it.state.assignee);
  expect(left.filter((it) => it?.type === "team" && it.id === 31)).toEqual([]);
  expect(left.filter((it) => it !== null)).toHaveLength(owned.filter((it, n) => n % 2 === 1 && it.state.assignee !== null).length);
  expect(groups.activities).toHaveLength(125);
  expect(groups.activities.every((it) => it.type === "unassigned" && it.origin.kind === "system")).toBe(true);
});

test("an issue that moves to the front of the list between two steps is taken from the team, too", async () => {
  const groups = fakeGroups(Array.from({ length: 150 }, (_, n) => aGroup(n + 1, { lastSeen: n + 1 }, { assignee: TEAM })));
  const issueUpdates = fakeSender<IssueUpdates>();
  const ports = { groups: groups.port, groupOwners: fakeGroupOwners(), issueUpdates, now: () => 1000, log: fakeLog() };
  await unassignGone(ports, [21], message);
  groups.rows.get(1)!.group.lastSeen = 1_000_000;
  for (let at = 0; at < issueUpdates.sent.length; at++) await unassignGone(ports, [21], issueUpdates.sent[at] as Departure);
  expect([...groups.rows.values()].filter((it) => it.state.assignee !== null)).toEqual([]);
});

test("whoever got an issue meanwhile keeps it", async () => {
  const groups = fakeGroups([aGroup(1, {}, { assignee: TEAM, assigneeSourceTime: 90 })]);
  const commit: typeof groups.port.commit = async (changes) => {
    const row = groups.rows.get(1)!;
    row.state = { ...row.state, version: row.state.version + 1, assignee: { type: "user", id: 7 }, assigneeSourceTime: 1001 };
    return groups.port.commit(changes);
  };
  const ports = {
    groups: { ...groups.port, commit },
    groupOwners: fakeGroupOwners(),
    issueUpdates: fakeSender<IssueUpdates>(),
    now: () => 1000,
    log: fakeLog(),
  };
  await unassignGone(ports, [21], message);
  expect(groups.rows.get(1)?.state.assignee).toEqual({ type: "user", id: 7 });
});
