import { expect, test } from "vitest";
import type { Team } from "../../../core/organizations/organization.ts";
import { memberSummary, organizationSummary, rootSummary, teamSummary } from "../../../core/organizations/representation.ts";
import { aMember, ORGANIZATION } from "../../support/fakes.ts";

const BASE = "https://lockstep.example.com";
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const core: Team = { id: 31, slug: "core", name: "Core", createdAt: 0, members: [7], projects: [21] };
const ada = aMember(7, "ada", { email: "ada@example.com" });

test("an organization: what the older client cannot do without, and links it follows", () => {
  expect(organizationSummary(ORGANIZATION, BASE)).toMatchObject({
    id: "11",
    slug: "acme",
    name: "Acme",
    dateCreated: expect.stringMatching(zoned),
    isEarlyAdopter: false,
    require2FA: false,
    features: [],
    links: { organizationUrl: BASE, regionUrl: BASE },
  });
});

test("a team says whether the one who asks is in it", () => {
  expect(teamSummary(core, 7)).toMatchObject({ id: "31", slug: "core", isMember: true, memberCount: 1 });
  expect(teamSummary(core, 8).isMember).toBe(false);
});

test("a member has teams by slug, without those of others", () => {
  const other = { ...core, id: 32, slug: "mobile" };
  expect(memberSummary({ ...ada, active: false }, [core, other])).toMatchObject({
    id: "7",
    email: "ada@example.com",
    teams: ["core"],
    user: { id: "7", username: "ada", email: "ada@example.com", isActive: false },
    dateCreated: expect.stringMatching(zoned),
  });
});

test("the root says what a token may do, also when its user has left", () => {
  const access = { organizationId: 11, userId: 7, scopes: ["event:read" as const] };
  expect(rootSummary(access, ada)).toMatchObject({ auth: { scopes: ["event:read"] }, user: { id: "7", email: "ada@example.com" } });
  expect(rootSummary(access, null).user).toBeNull();
});
