import { expect, test } from "vitest";
import { continueUpdate } from "../../../core/issues/continue-update.ts";
import type { BulkUpdate } from "../../../core/issues/issue-update.ts";
import type { Participations } from "../../../core/issues/ports.ts";
import { fakeGroupOwners } from "../../support/fake-group-owners.ts";
import { fakeReleases } from "../../support/fake-releases.ts";
import { aGroup, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const AT = 10_000;
const message: BulkUpdate = {
  v: 1,
  organizationId: 11,
  projectIds: [21],
  userId: 7,
  at: AT,
  update: { status: "resolved" },
  query: "is:unresolved",
  status: null,
  after: null,
  again: false,
  latest: [],
};

/** 2,500 issues, seen last at 1 to 2,500. */
function setup() {
  const groups = fakeGroups(Array.from({ length: 2_500 }, (_, n) => aGroup(n + 1)));
  const issueUpdates = fakeSender<BulkUpdate>();
  const organizations = fakeOrganizations({ organization: ORGANIZATION, members: [], teams: [] });
  const participations = {} as Participations;
  const ports = {
    groups: groups.port,
    groupOwners: fakeGroupOwners(),
    organizations,
    participations,
    notificationSettings: { find: async () => null, put: async () => {} },
    releases: fakeReleases().port,
    issueUpdates,
    now: () => AT + 5_000,
    log: fakeLog(),
  };
  const people = { members: [], teams: [], userId: 7 };
  const run = (it: BulkUpdate) => continueUpdate(ports, { organization: ORGANIZATION, people }, it);
  /** Until nothing is sent any more, every message twice. */
  const finish = async () => {
    for (let at = 0; at < issueUpdates.sent.length; at++) {
      const next = issueUpdates.sent[at]!;
      await run(next);
      await run(next);
      if (at > 50) throw new Error("it does not end");
    }
  };
  const statuses = () => Map.groupBy([...groups.rows.values()], (it) => it.state.status);
  return { ...groups, run, finish, statuses, issueUpdates };
}

test("goes on to the end, also when every message comes twice: each issue is changed once", async () => {
  const { run, finish, statuses, activities } = setup();
  await run(message);
  await finish();
  expect(statuses().get("resolved")).toHaveLength(2_500);
  expect(activities).toHaveLength(2_500);
});

test("an issue that moved to the front meanwhile is changed too; one that is younger than the request is not", async () => {
  const { run, finish, rows, issueUpdates } = setup();
  await run(message);
  rows.get(3)!.group.lastSeen = AT + 1;
  rows.set(9_001, aGroup(9_001, { firstSeen: AT + 1, lastSeen: AT + 2 }));
  expect(issueUpdates.sent).toHaveLength(1);
  await finish();
  expect(rows.get(3)!.state.status).toBe("resolved");
  expect(rows.get(9_001)!.state.status).toBe("unresolved");
});

test("what somebody did after the request stays", async () => {
  const { run, finish, rows } = setup();
  Object.assign(rows.get(2)!.state, { statusSourceTime: AT + 1, version: 3 });
  await run(message);
  await finish();
  expect(rows.get(2)!.state).toMatchObject({ status: "unresolved", version: 3 });
});
