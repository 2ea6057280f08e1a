import { expect, test } from "vitest";
import { IssueUpdates } from "../../../core/issues/issue-update.ts";
import type { Change, Reach } from "../../../core/relay/change.ts";
import { departure } from "../../../core/relay/departure.ts";

const changed = (kind: "team" | "member" | "address", before: Reach | null, after: Reach | null): Change => ({
  ...{ organizationId: 11, at: 5, place: "700", kind, before, after },
});
const team = { id: 31, slug: "core", projects: [1], members: [7] };
const member = { userId: 7, email: "a@example.com", active: true };

test("a team and a member that are gone leave what they had; whatever else becomes of them does not", () => {
  const left = (it: Change) => {
    const message = departure(it);
    return message && IssueUpdates.parse(message);
  };
  expect(left(changed("team", team, null))).toMatchObject({ organizationId: 11, gone: { type: "team", id: 31 } });
  expect(left(changed("member", member, null))).toMatchObject({ organizationId: 11, gone: { type: "user", id: 7 } });
  expect(left(changed("member", member, { ...member, active: false }))).toBeNull();
  expect(left(changed("team", null, team))).toBeNull();
  expect(left(changed("address", member, null))).toBeNull();
  expect(left({ organizationId: 11, at: 5, place: "1", kind: "ownership", projectId: 2, after: null })).toBeNull();
});
