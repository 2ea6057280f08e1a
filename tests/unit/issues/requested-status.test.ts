import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { IssueUpdate } from "../../../core/issues/issue-update.ts";
import { requestedStatus } from "../../../core/issues/requested-status.ts";
import { aGroup } from "../../support/fakes.ts";

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const released = aGroup(1, { release: "web@1.2.0", count: 40, firstSeen: NOW - 30 * DAY });
const bare = aGroup(2, { count: 7 });

const NEWEST = { now: NOW, newestRelease: "web@1.2.0" };
const asked = (update: object, issue = released, newestRelease: string | null = "web@1.2.0") => {
  const requested = requestedStatus(IssueUpdate.parse(update), [issue], { now: NOW, newestRelease });
  return requested && { status: requested.status, ...requested.of(issue) };
};

describe("what a request asks for", () => {
  test.each([
    [{ status: "resolved" }, { status: "resolved", substatus: null, statusDetails: null }],
    [{ status: "resolvedInNextRelease" }, { status: "resolved", statusDetails: { type: "in_next_release", release: "web@1.2.0" } }],
    [{ statusDetails: { inNextRelease: true } }, { status: "resolved", statusDetails: { type: "in_next_release", release: "web@1.2.0" } }],
    [{ status: "resolved", statusDetails: { inRelease: "latest" } }, { statusDetails: { type: "in_release", release: "web@1.2.0" } }],
    [{ status: "resolved", statusDetails: { inRelease: "web@2" } }, { statusDetails: { type: "in_release", release: "web@2" } }],
    [
      { status: "resolved", statusDetails: { inCommit: { commit: "cafe", repository: "web" } } },
      { statusDetails: { type: "in_commit", commit: "cafe", repository: "web" } },
    ],
    [{ status: "unresolved" }, { status: "unresolved", substatus: "ongoing", statusDetails: null }],
    [
      { status: "muted", snoozeDuration: null },
      { status: "ignored", substatus: "archived_until_escalating", statusDetails: null },
    ],
    [
      { status: "ignored", substatus: "archived_forever" },
      { substatus: "archived_forever", statusDetails: null },
    ],
    [
      { status: "ignored", statusDetails: { ignoreDuration: 60 }, substatus: "archived_until_condition_met" },
      { substatus: "archived_until_condition_met", statusDetails: { type: "until", until: NOW + 3_600_000, events: null } },
    ],
    [{ status: "ignored", ignoreDuration: 60 }, { statusDetails: { type: "until", until: NOW + 3_600_000, events: null } }],
    [{ status: "muted", snoozeDuration: 1 }, { statusDetails: { type: "until", until: NOW + 60_000, events: null } }],
    [
      { status: "ignored", statusDetails: { ignoreCount: 10, ignoreWindow: 60 } },
      { statusDetails: { type: "until", until: null, events: { count: 10, window: 60, counted: 40, since: NOW } } },
    ],
  ])("%j", (update, expected) => {
    expect(asked(update)).toMatchObject(expected);
  });

  test("an update that is not about the status asks for none", () => {
    expect(asked({ assignedTo: "user:1" })).toBeNull();
  });

  test("it is the project's newest release that counts, whatever the issue's events named", () => {
    expect(asked({ status: "resolvedInNextRelease" }, released, "web@1.3.0")).toMatchObject({ statusDetails: { release: "web@1.3.0" } });
    expect(asked({ statusDetails: { inRelease: "latest" } }, bare, "web@1.3.0")).toMatchObject({ statusDetails: { release: "web@1.3.0" } });
  });

  test("without a release there is no next one: the issue is resolved at once", () => {
    expect(asked({ status: "resolvedInNextRelease" }, bare, null)).toMatchObject({ status: "resolved", statusDetails: null });
  });

  test("out of the archive a young issue is new again, an older one ongoing", () => {
    const archived = { status: "ignored", substatus: "archived_forever" } as const;
    expect(asked({ status: "unresolved" }, aGroup(3, { firstSeen: NOW - 6 * DAY }, archived))).toMatchObject({ substatus: "new" });
    expect(asked({ status: "unresolved" }, aGroup(3, { firstSeen: NOW - 8 * DAY }, archived))).toMatchObject({ substatus: "ongoing" });
    expect(asked({ status: "unresolved" }, aGroup(3, { firstSeen: NOW - 6 * DAY }))).toMatchObject({ substatus: "ongoing" });
  });
});

test.each([
  [{ status: "unresolved", ignoreDuration: 60 }],
  [{ ignoreDuration: 60 }],
  [{ status: "ignored", statusDetails: { inNextRelease: true } }],
  [{ status: "ignored", ignoreWindow: 60 }],
  [{ status: "resolved", statusDetails: { ignoreCount: 1 } }],
])("%j does not go together", (update) => {
  expect(() => asked(update)).toThrow(Invalid);
});

test("a release is one project's, and the latest one has to be known", () => {
  const elsewhere = aGroup(4, { projectId: 22, release: "web@1.2.0" });
  const both = () => requestedStatus(IssueUpdate.parse({ status: "resolvedInNextRelease" }), [released, elsewhere], NEWEST);
  expect(both).toThrow(Invalid);
  expect(() => asked({ status: "resolved", statusDetails: { inRelease: "latest" } }, bare, null)).toThrow(Invalid);
});

test.each([
  { status: "closed" },
  { status: "ignored", ignoreDuration: 0 },
  { status: "ignored", ignoreDuration: 1.5 },
  { status: "ignored", ignoreCount: 5, ignoreWindow: 10_081 },
  { status: "ignored", ignoreUserCount: 5 },
  { status: "ignored", ignoreDuration: "60" },
])("%j is refused", (update) => {
  expect(IssueUpdate.safeParse(update).success).toBe(false);
});
