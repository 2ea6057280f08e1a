import { describe, expect, test } from "vitest";
import { ProjectInvalidation } from "../../../core/messages.ts";
import type { Change, Reach } from "../../../core/relay/change.ts";
import { projectInvalidations } from "../../../core/relay/project-invalidations.ts";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
type Voiding = Exclude<Change, { kind: "activity" | "group" }>;
const place = { organizationId: 11, at: AT, place: "700" };
const changed = (kind: "team" | "member" | "address", before: Reach | null, after: Reach | null): Voiding => ({
  ...{ ...place, kind, before, after },
});
const projects = (it: Voiding) => projectInvalidations(it).map((message) => ProjectInvalidation.parse(message).projectId);

test("rules that were saved void what their own project has cached, each version once", () => {
  const saved = (version: number): Voiding => ({ ...place, kind: "ownership", projectId: 21, after: { version, updatedAt: AT - 5 } });
  const [first] = projectInvalidations(saved(3));
  expect(first).toMatchObject({ organizationId: 11, projectId: 21, reason: "ownership", requestedAt: AT - 5, after: null });
  expect(projectInvalidations(saved(3))).toEqual([first]);
  expect(projectInvalidations(saved(4))[0]?.id).not.toBe(first?.id);
  expect(projects({ ...place, kind: "ownership", projectId: 21, after: null })).toEqual([]);
});

describe("a team or a member voids", () => {
  const team = { slug: "core", projects: [1, 2], members: [7] };
  const member = { email: "a@example.com", active: true, projects: [1, 2] };
  test.each<[string, Voiding, number[]]>([
    ["all its projects when it comes", changed("team", null, team), [1, 2]],
    ["all its projects when it goes", changed("team", team, null), [1, 2]],
    ["all its projects under another slug", changed("team", team, { ...team, slug: "heart" }), [1, 2]],
    ["the projects it came to and left", changed("team", team, { ...team, projects: [2, 3] }), [1, 3]],
    ["none for a change of its name", changed("team", team, { ...team }), []],
    ["all its projects when it is active no more", changed("member", member, { ...member, active: false }), [1, 2]],
    ["the project it came to", changed("member", member, { ...member, projects: [1, 2, 3] }), [3]],
    ["all that a new address reaches", changed("address", null, member), [1, 2]],
  ])("%s", (_, it, expected) => expect(projects(it)).toEqual(expected));

  test("and frees the memory once a minute, whoever comes first", () => {
    const [a] = projectInvalidations(changed("team", null, team));
    const [b] = projectInvalidations({ ...changed("team", null, team), at: AT + 900, place: "701" });
    expect([a?.id, a?.by, b?.by]).toEqual([b?.id, "700", "701"]);
  });
});
