import { describe, expect, test } from "vitest";
import type { Change } from "../../../core/relay/change.ts";
import { newlyFound } from "../../../core/relay/newly-found.ts";

const member = (projects: number[], active = true) => ({ userId: 7, email: "Dora@example.com", active, projects });

describe("somebody is found by an address", () => {
  const found = { organizationId: 11 };
  const changed = (over: object) =>
    ({ kind: "address", organizationId: 11, before: null, after: member([21]), at: 0, place: "1", ...over }) as Change;
  test.each<[string, object, typeof found | null]>([
    ["who joined", {}, found],
    ["who joined and reaches nothing yet", { after: member([]) }, null],
    ["who reaches a project more", { before: member([21]), after: member([21, 22]) }, found],
    ["who reaches one less", { before: member([21, 22]), after: member([21]) }, null],
    ["who is active again", { before: member([21], false) }, found],
    ["who is suspended", { before: member([21]), after: member([21], false) }, null],
    ["who left", { before: member([21]), after: null }, null],
    ["as a member, not by an address", { kind: "member" }, null],
  ])("%s", (_, over, expected) => expect(newlyFound(changed(over))).toEqual(expected));
});
