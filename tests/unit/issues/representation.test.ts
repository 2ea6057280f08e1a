import { describe, expect, test } from "vitest";
import type { Activity } from "../../../core/issues/activity.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import { type Directory, historySummary, issueSummary } from "../../../core/issues/representation.ts";
import { aGroup, aMember, ORGANIZATION } from "../../support/fakes.ts";

const directory: Directory = {
  userId: 7,
  organization: ORGANIZATION,
  publicUrl: "https://lockstep.example.com",
  projects: [{ id: 21, slug: "web", name: "Web", platform: "javascript", createdAt: 0, firstEventAt: null, teams: [31] }],
  members: [aMember(7, "Ada", { email: "ada@example.com" }), aMember(8, "", { email: "nameless@example.com" })],
  teams: [{ id: 31, slug: "core", name: "The core team", createdAt: 0, members: [7], projects: [21] }],
};
const shown = (state: Partial<GroupState> = {}) => issueSummary(aGroup(5, { count: 3, firstSeen: 0, lastSeen: 1000 }, state), directory);

describe("an issue", () => {
  test("ids and counts are text, times have a zone, the link is on the public URL", () => {
    expect(shown()).toMatchObject({
      id: "5",
      shortId: "WEB-5",
      permalink: "https://lockstep.example.com/organizations/acme/issues/5/",
      project: { id: "21", slug: "web", name: "Web", platform: "javascript" },
      count: "3",
      userCount: 0,
      firstSeen: "1970-01-01T00:00:00.000Z",
      lastSeen: "1970-01-01T00:00:01.000Z",
    });
  });

  test("fields that clients do not take as null are there", () => {
    const { title, culprit, level, status, type, metadata, issueType, issueCategory } = shown();
    for (const field of [title, culprit, level, status, type, metadata, issueType, issueCategory]) expect(field).not.toBeNull();
  });

  test.each([
    [
      { type: "user", id: 7 },
      { type: "user", id: "7", name: "Ada", email: "ada@example.com" },
    ],
    [
      { type: "user", id: 8 },
      { type: "user", id: "8", name: "nameless@example.com", email: "nameless@example.com" },
    ],
    [
      { type: "team", id: 31 },
      { type: "team", id: "31", name: "core" },
    ],
    [
      { type: "user", id: 99 },
      { type: "user", id: "99", name: "99" },
    ],
    [
      { type: "team", id: 99 },
      { type: "team", id: "99", name: "99" },
    ],
    [null, null],
  ] as const)("owned by %j", (assignee, expected) => {
    expect(shown({ assignee }).assignedTo).toEqual(expected);
  });

  test.each([
    ["ignored", "archived_until_escalating", { ignoreUntilEscalating: true }],
    ["ignored", "archived_forever", {}],
    ["unresolved", "ongoing", {}],
    ["resolved", null, {}],
  ] as const)("%s, %s", (status, substatus, statusDetails) => {
    expect(shown({ status, substatus })).toMatchObject({ status, substatus, statusDetails });
  });
});

test("activities end with the one that every issue begins with; only people have a name", () => {
  const ref = { organizationId: 11, projectId: 21, groupId: 5 };
  const after = aGroup(5, {}, { version: 1, assigneeSourceTime: 0 }).state;
  const activity = (version: number, origin: Activity["origin"]): Activity => ({
    ...ref,
    version,
    type: "assigned",
    data: { assignee: "7" },
    origin,
    sourceTime: 1000,
    createdAt: 2000.25,
    after,
  });
  const { group } = aGroup(5, { firstSeen: 0 });
  const newest = activity(2, { kind: "user", userId: 7 });
  expect(historySummary([newest, activity(1, { kind: "system" })], group, directory.members)).toEqual([
    {
      id: "2",
      type: "assigned",
      user: { id: "7", name: "Ada", email: "ada@example.com" },
      data: { assignee: "7" },
      dateCreated: "1970-01-01T00:00:02.000Z",
    },
    { id: "1", type: "assigned", user: null, data: { assignee: "7" }, dateCreated: "1970-01-01T00:00:02.000Z" },
    { id: "0", type: "first_seen", user: null, data: {}, dateCreated: "1970-01-01T00:00:00.000Z" },
  ]);
});
