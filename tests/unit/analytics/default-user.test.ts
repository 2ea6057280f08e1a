import { expect, test } from "vitest";
import { withDefaultUser } from "../../../core/analytics/default-user.ts";
import type { AnalyticsEvent } from "../../../core/messages.ts";
import { aMember } from "../../support/fakes.ts";

const event = (data: AnalyticsEvent["data"]): AnalyticsEvent => ({
  v: 1,
  id: "1:1:a",
  type: "issue.assigned",
  organizationId: 11,
  timestamp: 1,
  data,
});
const members = [
  aMember(9, "late", { role: "owner" }),
  aMember(3, "gone", { role: "owner", active: false }),
  aMember(5, "first", { role: "owner" }),
  aMember(1, "plain"),
];

test.each([
  ["whoever did it", { user_id: 7 }, { user_id: 7, default_user_id: 7 }],
  ["the first owner where nobody did", { user_id: null }, { user_id: null, default_user_id: 5 }],
  ["not said where no user is", { group_id: 1 }, { group_id: 1 }],
] as const)("counts for %s", (_, data, expected) => {
  expect(withDefaultUser(event(data), members).data).toEqual(expected);
});

test("an organization without an owner has nobody to count it for", () => {
  expect(withDefaultUser(event({ user_id: null }), []).data.default_user_id).toBeNull();
});
