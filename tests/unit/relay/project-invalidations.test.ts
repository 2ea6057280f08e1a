import { describe, expect, test } from "vitest";
import { ProjectInvalidation } from "../../../core/messages.ts";
import { type Changed, projectInvalidations } from "../../../core/relay/project-invalidations.ts";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const changed = (sk: string, before: Changed["before"], after: Changed["after"], pk = "ORG#11"): Changed => ({
  ...{ pk, sk, before, after, at: AT, place: "700" },
});
const projects = (it: Changed) => projectInvalidations(it).map((message) => ProjectInvalidation.parse(message).projectId);

test("rules that were saved void what their own project has cached, each version once", () => {
  const saved = (version: number) => changed("OWNERSHIP", null, { version, updatedAt: AT - 5 }, "ORG#11#PROJECT#21");
  const [first] = projectInvalidations(saved(3));
  expect(first).toMatchObject({ organizationId: 11, projectId: 21, reason: "ownership", requestedAt: AT - 5, after: null });
  expect(projectInvalidations(saved(3))).toEqual([first]);
  expect(projectInvalidations(saved(4))[0]?.id).not.toBe(first?.id);
  expect(projects({ ...saved(3), before: { version: 3 }, after: null })).toEqual([]);
});

describe("a team or a member voids", () => {
  const team = { slug: "core", projects: [1, 2], members: [7] };
  const member = { email: "a@example.com", active: true, projects: [1, 2] };
  test.each<[string, Changed, number[]]>([
    ["all its projects when it comes", changed("TEAM#5", null, team), [1, 2]],
    ["all its projects when it goes", changed("TEAM#5", team, null), [1, 2]],
    ["all its projects under another slug", changed("TEAM#5", team, { ...team, slug: "heart" }), [1, 2]],
    ["the projects it came to and left", changed("TEAM#5", team, { ...team, projects: [2, 3] }), [1, 3]],
    ["none for a change of its name", changed("TEAM#5", team, { ...team }), []],
    ["all its projects when it is active no more", changed("MEMBER#7", member, { ...member, active: false }), [1, 2]],
    ["the project it came to", changed("MEMBER#7", member, { ...member, projects: [1, 2, 3] }), [3]],
    ["all that a new address reaches", changed("MEMBER#7", null, member, "ORG#11#EMAIL#a@example.com"), [1, 2]],
  ])("%s", (_, it, expected) => expect(projects(it)).toEqual(expected));

  test("and frees the memory once a minute, whoever comes first", () => {
    const [a] = projectInvalidations(changed("TEAM#5", null, team));
    const [b] = projectInvalidations({ ...changed("TEAM#6", null, team), at: AT + 900, place: "701" });
    expect([a?.id, a?.by, b?.by]).toEqual([b?.id, "700", "701"]);
  });
});
