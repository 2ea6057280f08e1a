import { expect, test } from "vitest";
import { analyticsOf } from "../../../core/analytics/events.ts";
import type { Activity, Origin } from "../../../core/issues/activity.ts";
import { aGroup } from "../../support/fakes.ts";

const ada: Origin = { kind: "user", userId: 7, assignedBy: "assignee_selector" };
const rule: Origin = { kind: "rule", rule: "path:* #core" };
const jira: Origin = { kind: "integration", provider: "jira_server", integrationId: 41, ticketId: "APP-1", deliveryId: "d" };
const HOUR = 3_600_000;

const activity = (over: Partial<Activity>): Activity => ({
  ...{ organizationId: 11, projectId: 21, groupId: 1, version: 3, type: "assigned", data: {}, origin: ada },
  ...{ sourceTime: 100, createdAt: 101, after: aGroup(1, {}, { version: 3, assigneeSourceTime: 100 }).state },
  ...over,
});
const before: Activity["before"] = { type: "user", id: 8 };

/** behaviour §10.2: what each change is recorded as, and what beyond organization, project and group is said of it. */
test.each<[string, Partial<Activity>, [string, object][]]>([
  [
    "assigned by a user",
    {},
    [
      ["issue.assigned", { user_id: 7 }],
      ["manual.issue_assignment", { assigned_by: "assignee_selector", had_to_deassign: false }],
    ],
  ],
  [
    "taken from its owner by a user",
    { type: "unassigned", before },
    [
      ["issue.unassigned", { user_id: 7 }],
      ["manual.issue_assignment", { assigned_by: "assignee_selector", had_to_deassign: true }],
    ],
  ],
  [
    "linked to a ticket",
    { type: "create_issue", data: { integration_id: "41", provider_key: "jira_server", new: false } },
    [["integration.issue.linked", { provider: "jira_server", id: 41, user_id: 7 }]],
  ],
  [
    "put into a ticket of its own",
    { type: "create_issue", data: { integration_id: "41", provider_key: "jira", new: true } },
    [["integration.issue.created", { provider: "jira", id: 41, user_id: 7 }]],
  ],
  ["assigned by Jira", { origin: jira }, [["issue.assigned", { user_id: null }]]],
  [
    "assigned by a rule",
    { origin: rule, data: { integration: "projectOwnership" } },
    [
      ["issue.assigned", { user_id: null }],
      ["issueowners.assignment", {}],
    ],
  ],
  [
    "assigned by an imported rule",
    { origin: rule, data: { integration: "codeowners" } },
    [
      ["issue.assigned", { user_id: null }],
      ["codeowners.assignment", {}],
    ],
  ],
  ["resolved", { type: "set_resolved" }, [["issue.resolved", { user_id: 7, resolution_type: "now" }]]],
  [
    "resolved in a release",
    { type: "set_resolved_in_release", data: { version: "1" } },
    [["issue.resolved", { resolution_type: "in_release" }]],
  ],
  [
    "resolved in the next release",
    { type: "set_resolved_in_release", data: { current_release_version: "1", inNextRelease: true } },
    [["issue.resolved", { resolution_type: "in_next_release" }]],
  ],
  ["resolved in a commit", { type: "set_resolved", data: { commit: "a" } }, [["issue.resolved", { resolution_type: "in_commit" }]]],
  [
    "resolved by Jira",
    { type: "set_resolved", origin: jira },
    [["issue.resolved", { user_id: null, resolution_type: "with_third_party_app" }]],
  ],
  [
    "archived for good",
    { type: "set_ignored", data: { substatus: "archived_forever" } },
    [["issue.archived", { user_id: 7, until_escalating: false }]],
  ],
  [
    "archived until it escalates",
    { type: "set_ignored", data: { substatus: "archived_until_escalating" } },
    [["issue.archived", { until_escalating: true }]],
  ],
  [
    "archived for an hour or ten events",
    {
      type: "set_ignored",
      data: { substatus: "archived_until_condition_met", ignoreUntil: new Date(101 + HOUR).toISOString(), ignoreCount: 10 },
    },
    [["issue.ignored", { user_id: 7, ignore_duration: 60, ignore_count: 10, ignore_window: null }]],
  ],
  [
    "taken out of the archive",
    { type: "set_unresolved", statusBefore: "ignored" },
    [["issue.unignored", { user_id: 7, transition_type: "manual" }]],
  ],
  [
    "back by itself",
    { type: "set_regression", statusBefore: "resolved", origin: { kind: "system" } },
    [["issue.unresolved", { user_id: null, transition_type: "automatic" }]],
  ],
  ["a note", { type: "note" }, []],
  ["merged", { type: "merge" }, []],
])("%s", (_, over, expected) => {
  const change = activity(over);
  const events = analyticsOf(change);
  expect(events.map((it) => [it.type, it.data])).toMatchObject(expected);
  for (const { id, type, data, timestamp } of events) {
    expect([id, timestamp]).toEqual([`1:3:${type}`, 101]);
    expect(data).toMatchObject({ organization_id: 11, project_id: 21, group_id: 1 });
  }
  expect(analyticsOf(change)).toEqual(events);
});
