import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type App, startApp } from "../support/app.ts";

/** What each client sends about organizations, people and teams, and what it cannot do without in the answer. */
let app: App;
let ids: { organization: string; project: string; bob: string };
beforeAll(async () => {
  app = await startApp();
  const organization = (await app.get("/api/0/organizations/acme/")).body.id;
  const project = (await app.get("/api/0/projects/acme/web/")).body.id;
  const [bob] = (await app.get("/api/0/organizations/acme/members/?query=bob")).body;
  ids = { organization, project, bob: bob.id };
});
afterAll(() => app.stop());

const id = z.string().regex(/^\d{1,16}$/);
const text = z.string().min(1);
const zoned = z.iso.datetime({ offset: true });
const named = z.object({ id, slug: text, name: text });
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1);
const flags = z.record(z.string(), z.boolean());

const organization = named.extend({
  dateCreated: zoned,
  isEarlyAdopter: z.boolean(),
  require2FA: z.boolean(),
  features: z.array(z.string()),
  status: z.object({ id: text, name: text }),
  links: z.object({ organizationUrl: z.url(), regionUrl: z.url() }),
});
const team = named.extend({
  dateCreated: zoned,
  isMember: z.boolean(),
  teamRole: z.string().nullable(),
  flags,
  access: z.array(z.string()),
  hasAccess: z.boolean(),
  isPending: z.boolean(),
  memberCount: z.int(),
  avatar: z.object({ avatarType: text }),
});
const member = z.object({
  id,
  email: z.email(),
  name: text,
  orgRole: text,
  pending: z.literal(false),
  expired: z.literal(false),
  flags,
  dateCreated: zoned,
  inviteStatus: text,
  inviterName: z.string().nullable(),
  user: z.object({ id, name: text, username: text, email: z.email(), isActive: z.boolean(), dateJoined: zoned }),
});
const memberDetails = member.extend({
  teams: z.array(text),
  teamRoles: z.array(z.object({ teamSlug: text, role: z.string().nullable() })),
  invite_link: z.string().nullable(),
  isOnlyOwner: z.boolean(),
  orgRoleList: list(z.object({ id: text, name: text, isAllowed: z.boolean() })),
  teamRoleList: z.array(z.object({ id: text })),
});
const whoever = z.object({ id, name: text, email: z.email() });

test.each([
  ["sentry-cli info", "/api/0/", z.object({ auth: z.object({ scopes: list(text) }), user: whoever })],
  ["sentry-cli organizations list", "/api/0/organizations/?cursor=", list(organization)],
  ["sentry-cli projects list", "/api/0/organizations/acme/projects/?cursor=", list(named.extend({ team: named.optional() }))],
  ["sentry auth whoami", "/api/0/auth/", whoever],
  ["sentry org list", "/api/0/organizations/?per_page=100", list(organization)],
  [
    "sentry, every target",
    "/api/0/organizations/acme/",
    organization.extend({ access: list(text), teams: list(team), projects: list(named) }),
  ],
  ["sentry project list", "/api/0/organizations/acme/projects/?per_page=25", list(named)],
  ["sentry team list", "/api/0/organizations/acme/teams/?per_page=25", list(team)],
  ["MCP find_organizations", "/api/0/organizations/?per_page=26", list(organization)],
  ["MCP find_teams", "/api/0/organizations/acme/teams/?per_page=26", list(team)],
  ["MCP find_projects", "/api/0/organizations/acme/projects/?per_page=26", list(named)],
  ["@sentry/api, a team", "/api/0/teams/acme/core/", team.extend({ organization })],
  ["@sentry/api, a team's members", "/api/0/teams/acme/core/members/", list(member.extend({ teamSlug: text, teamRole: z.null() }))],
  ["@sentry/api, a team's projects", "/api/0/teams/acme/core/projects/", list(named)],
  ["@sentry/api, a project's teams", "/api/0/projects/acme/web/teams/", list(team)],
  ["@sentry/api, a project's members", "/api/0/projects/acme/web/members/", list(member)],
  ["@sentry/api, members", "/api/0/organizations/acme/members/", list(member)],
  ["@sentry/api, a member", "/api/0/organizations/acme/members/me/", memberDetails],
])("%s: GET %s", async (_, path, shape) => {
  const { status, body, headers } = await app.get(path);
  expect(status).toBe(200);
  expect(shape.safeParse(body).error?.issues).toBeUndefined();
  expect(headers.get("content-type")).toBe("application/json");
  if (Array.isArray(body)) expect(headers.get("link")).toMatch(/rel="next"; results="false"; cursor="[^"]*"/);
});

describe("traps", () => {
  test("an id stands in the slug's place, for organizations, projects and teams", async () => {
    const [core] = (await app.get("/api/0/organizations/acme/teams/")).body;
    for (const path of [
      `/api/0/organizations/${ids.organization}/`,
      `/api/0/organizations/${ids.organization}/members/`,
      `/api/0/projects/acme/${ids.project}/`,
      `/api/0/projects/${ids.organization}/${ids.project}/issues/?query=&cursor=`,
      `/api/0/teams/${ids.organization}/${core.id}/`,
    ])
      expect((await app.get(path)).status, path).toBe(200);
  });

  test("the region's address is one that answers", async () => {
    const { links } = (await app.get("/api/0/organizations/acme/")).body;
    for (const base of [links.regionUrl, links.organizationUrl]) {
      const answer = await app.call("GET", `${base}/api/0/organizations/acme/`);
      expect(answer).toMatchObject({ status: 200, body: { slug: "acme" } });
    }
  });

  test("pages go on with the cursor as the client encodes it", async () => {
    const first = await app.get("/api/0/organizations/acme/teams/?per_page=1");
    expect(first.headers.get("link")).toMatch(/<[^>]+>; rel="next"; results="true"; cursor="0:1:0"/);
    const second = await app.get("/api/0/organizations/acme/teams/?per_page=1&cursor=0%3A1%3A0");
    expect([first.body.length, second.body.length]).toEqual([1, 1]);
    expect(first.body[0].id).not.toBe(second.body[0].id);
    expect(second.headers.get("link")).toMatch(/rel="next"; results="false"/);
  });

  test.each([
    ["find_projects", "/api/0/organizations/acme/projects/?per_page=26&query=we", ["web"]],
    ["find_teams", "/api/0/organizations/acme/teams/?per_page=26&query=mob", ["mobile"]],
    ["find_organizations", "/api/0/organizations/?per_page=26&query=acme", ["acme"]],
    ["find_organizations for another", "/api/0/organizations/?per_page=26&query=nobody", []],
  ])("MCP %s with a query finds what it describes", async (_, path, slugs) => {
    expect((await app.get(path)).body.map((it: { slug: string }) => it.slug)).toEqual(slugs);
  });

  test("what is missing is said as text in `detail`", async () => {
    for (const path of ["/api/0/organizations/none/", "/api/0/teams/acme/none/", "/api/0/organizations/acme/members/1/"])
      expect(await app.get(path)).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  });
});

describe("changes", () => {
  const shaped = (answer: { status: number; body: unknown }, status: number, shape: z.ZodType) => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(shape.safeParse(answer.body).error?.issues).toBeUndefined();
  };

  test("MCP create_team", async () => {
    shaped(await app.post("/api/0/organizations/acme/teams/", { name: "From MCP" }), 201, team);
  });

  test("@sentry/api: a member into a team and out of it", async () => {
    const path = `/api/0/organizations/acme/members/${ids.bob}/teams/mobile/`;
    shaped(await app.post(path), 201, team);
    expect(await app.post(path)).toMatchObject({ status: 204, body: null });
    shaped(await app.remove(path), 200, team);
  });

  test("@sentry/api: a team made, changed and removed; given a project", async () => {
    shaped(await app.post("/api/0/organizations/acme/teams/", { slug: "by-api", name: "By API" }), 201, team);
    const grant = "/api/0/projects/acme/web/teams/by-api/";
    shaped(await app.post(grant), 201, named.extend({ teams: list(named) }));
    shaped(await app.remove(grant), 200, named.extend({ teams: list(named) }));
    shaped(await app.put("/api/0/teams/acme/by-api/", { slug: "by-api-2" }), 200, team);
    expect((await app.remove("/api/0/teams/acme/by-api-2/")).status).toBe(204);
  });

  test("@sentry/api: a member added, changed and removed", async () => {
    const invited = { email: "api@example.com", orgRole: "member", teamRoles: [], sendInvite: true, reinvite: true };
    const added = await app.post("/api/0/organizations/acme/members/", invited);
    shaped(added, 201, member);
    const path = `/api/0/organizations/acme/members/${added.body.id}/`;
    const changed = await app.put(path, { orgRole: "manager", teamRoles: [{ teamSlug: "core", role: "contributor" }] });
    shaped(changed, 200, member);
    expect(changed.body).toMatchObject({ orgRole: "manager", teams: ["core"] });
    expect((await app.remove(path)).status).toBe(204);
  });

  test("@sentry/api: an organization changed", async () => {
    shaped(await app.put("/api/0/organizations/acme/", { name: "Acme", isEarlyAdopter: true }), 200, organization);
  });
});
