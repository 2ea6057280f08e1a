import { expect, test } from "vitest";
import type { GroupState } from "../../../core/issues/group.ts";
import type { IssueUpdate } from "../../../core/issues/issue-update.ts";
import type { Participations } from "../../../core/issues/ports.ts";
import { updateAsSeen } from "../../../core/issues/update-as-seen.ts";
import { fakeReleases } from "../../support/fake-releases.ts";
import { aGroup, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION } from "../../support/fakes.ts";

const NOW = 10_000;
const [ADA, BOB] = [aMember(1, "ada"), aMember(2, "bob")];

/** An issue without owner, as somebody sees it, and what others do to it just before each of the first writes. */
function seen(...meanwhile: Partial<GroupState>[]) {
  const { port, rows, activities } = fakeGroups([aGroup(1)]);
  const state = rows.get(1)!.state;
  const commit: typeof port.commit = async (changes) => {
    const other = meanwhile.shift();
    if (other) Object.assign(state, { version: state.version + 1 }, other);
    return port.commit(changes);
  };
  const ports = {
    groups: { ...port, commit },
    organizations: fakeOrganizations({ organization: ORGANIZATION, members: [ADA, BOB], teams: [] }),
    participations: {} as Participations,
    notificationSettings: { find: async () => null, put: async () => {} },
    releases: fakeReleases().port,
    now: () => NOW,
    log: fakeLog(),
  };
  const choose = (update: IssueUpdate) =>
    updateAsSeen(ports, {
      ...{ organization: ORGANIZATION, userId: ADA.userId, update },
      seen: [{ groupId: 1, owner: null, status: "unresolved" }],
    });
  return { choose, state, activities };
}

const MINE = { assignee: { type: "user", id: ADA.userId } } as const;
const THEIRS = { assignee: { type: "user", id: BOB.userId }, assigneeSourceTime: NOW - 1 } as const;

test("of two who choose an owner at once the quicker has it, and the slower is told", async () => {
  const { choose, state, activities } = seen(THEIRS);
  const { updated, quicker } = await choose({ assignedTo: "user:1" });
  expect(state).toMatchObject({ assignee: THEIRS.assignee });
  expect([updated, quicker.map((it) => it.state.assignee), activities]).toEqual([[], [THEIRS.assignee], []]);
});

test("of two who choose a status at once the quicker has it, and the slower is told", async () => {
  const { choose, state, activities } = seen({ status: "ignored", substatus: null, statusSourceTime: NOW - 1 });
  const { updated, quicker } = await choose({ status: "resolved" });
  expect(state.status).toBe("ignored");
  expect([updated, quicker.map((it) => it.state.status), activities]).toEqual([[], ["ignored"], []]);
});

test("whoever is overtaken in something else gets what they chose, beside it", async () => {
  const { choose, state } = seen({ status: "resolved", substatus: null, statusSourceTime: NOW - 1 });
  const { updated, quicker } = await choose({ assignedTo: "user:1" });
  expect(state).toMatchObject({ ...MINE, status: "resolved" });
  expect([updated.map((it) => it.state.assignee), quicker]).toEqual([[MINE.assignee], []]);
});

test("on an issue to which much happens at once too: five times in a row", async () => {
  const { choose, state, activities } = seen({}, {}, {}, {}, {});
  expect((await choose({ assignedTo: "user:1" })).updated).toHaveLength(1);
  expect(state).toMatchObject(MINE);
  expect(activities).toHaveLength(1);
});
