import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { type App, startApp } from "../support/app.ts";
import { injectFaults } from "../support/fault-injection.ts";
import { wholeTable } from "../support/owned-project.ts";

const MEMBERS = "/api/0/organizations/acme/members/";
const TEAMS = "/api/0/organizations/acme/teams/";

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp({ own: true });
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

type Named = { id: string; slug: string; email: string; teams: string[]; role: string };
const invite = async (name: string, more: object = {}) =>
  (await app.post(MEMBERS, { email: `${name}@example.com`, ...more })).body as Named;
const member = (id: string) => app.get(`${MEMBERS}${id}/`);
const idOf = async (name: string) => ((await app.get(`${MEMBERS}?query=email:${name}@example.com`)).body as Named[])[0]?.id ?? "";
const projectId = async (slug: string) => Number((await app.get(`/api/0/projects/acme/${slug}/`)).body.id);
/** As an assignment from Jira finds somebody. */
const reaches = async (name: string, project: string) => {
  const [found] = await organizations.membersByEmail(organizationId, `${name}@example.com`);
  return found?.active === true && found.projects.includes(await projectId(project));
};
const unchanged = async (act: () => Promise<{ status: number; body: unknown }>) => {
  await app.idle();
  const before = await wholeTable();
  const answer = await act();
  expect(await wholeTable()).toEqual(before);
  return answer;
};

describe("members", () => {
  test("whoever is invited is an active member at once, in the teams named, found and assignable by address", async () => {
    const { status, body } = await app.post(MEMBERS, { email: "Dot@example.com", orgRole: "admin", teamRoles: [{ teamSlug: "core" }] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ email: "Dot@example.com", orgRole: "admin", role: "admin", pending: false, teams: ["core"] });
    expect((await member(body.id)).body).toMatchObject({ id: body.id, teams: ["core"], isOnlyOwner: false, user: { isActive: true } });
    expect(await reaches("dot", "web")).toBe(true);
    const issue = await app.capture({ message: "for dot" });
    expect((await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "dot@example.com" })).body.assignedTo).toMatchObject({ id: body.id });
    expect(await unchanged(() => app.post(MEMBERS, { email: "dot@example.com" }))).toMatchObject({
      status: 400,
      body: { email: [expect.stringContaining("already")] },
    });
  });

  test("a person who left and comes back is the same user", async () => {
    const first = await invite("eve", { teams: ["core"] });
    expect((await app.remove(`${MEMBERS}${first.id}/`)).status).toBe(204);
    const again = await invite("eve", { role: "member" });
    expect([again.id, again.teams]).toEqual([first.id, []]);
    expect(await reaches("eve", "web")).toBe(false);
  });

  test("are listed a page at a time, and found by what they are called", async () => {
    const ids = new Set<string>();
    let path = `${MEMBERS}?per_page=2`;
    for (let pages = 0; path && pages < 10; pages++) {
      const { body, headers } = await app.get(path);
      for (const it of body as Named[]) ids.add(it.id);
      const url = /<([^>]+)>; rel="next"; results="true"; cursor="0:\d+:0"/.exec(headers.get("link") ?? "")?.[1];
      path = url ? new URL(url).pathname + new URL(url).search : "";
    }
    expect(ids.size).toBe((await app.get(MEMBERS)).body.length);
    const names = async (query: string) =>
      ((await app.get(`${MEMBERS}?query=${encodeURIComponent(query)}`)).body as Named[]).map((it) => it.email).sort();
    expect(await names("ADA")).toEqual(["ada@example.com"]);
    expect(await names("role:owner")).toEqual(["ada@example.com"]);
    expect(await names("example bob")).toEqual(["bob@example.com"]);
    expect((await app.get(`${MEMBERS}?cursor=nonsense`)).status).toBe(400);
    expect((await member("me")).body).toMatchObject({ email: "ada@example.com", isOnlyOwner: true, orgRole: "owner" });
    expect((await member("12")).status).toBe(404);
  });

  test.each([
    [{}, "email"],
    [{ email: "no address" }, "email"],
    [{ email: `${"a".repeat(260)}@example.com` }, "email"],
    [{ email: "new@example.com", role: "king" }, "role"],
    [{ email: "new@example.com", teams: ["none"] }, "teams"],
    [{ email: "new@example.com", teams: "core" }, "teams"],
    [[], "non_field_errors"],
  ])("%j is refused and writes nothing", async (body, field) => {
    const answer = await unchanged(() => app.post(MEMBERS, body));
    expect(answer).toMatchObject({ status: 400, body: { [field]: [expect.any(String)] } });
  });

  test("the last active owner stays: not removed, not demoted, not suspended; one of two may go", async () => {
    const ada = await idOf("ada");
    for (const act of [
      () => app.remove(`${MEMBERS}${ada}/`),
      () => app.put(`${MEMBERS}me/`, { role: "manager" }),
      () => app.put(`${MEMBERS}${ada}/`, { active: false }),
    ])
      expect(await unchanged(act)).toMatchObject({ status: 403, body: { detail: expect.stringContaining("owner") } });
    const fay = await invite("fay", { role: "owner" });
    expect((await member(ada)).body.isOnlyOwner).toBe(false);
    expect((await app.put(`${MEMBERS}${fay.id}/`, { orgRole: "member" })).body).toMatchObject({ orgRole: "member" });
  });

  test("a suspended member is nobody to assign to, and is one again later", async () => {
    const { id } = await invite("ivy", { teams: ["core"] });
    const issue = await app.capture({ message: "for ivy" });
    const assign = () => app.put(`/api/0/issues/${issue.id}/`, { assignedTo: `user:${id}` });
    expect((await app.put(`${MEMBERS}${id}/`, { active: false })).body.user.isActive).toBe(false);
    expect([(await assign()).status, await reaches("ivy", "web")]).toEqual([400, false]);
    await app.put(`${MEMBERS}${id}/`, { active: true });
    expect([(await assign()).status, await reaches("ivy", "web")]).toEqual([200, true]);
  });

  test("what belonged to somebody who was removed belongs to nobody from then on", async () => {
    const { id } = await invite("joy", { teams: ["core"] });
    const issue = await app.capture({ message: "for joy" });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: `user:${id}` });
    expect((await app.remove(`${MEMBERS}${id}/`)).status).toBe(204);
    expect((await app.remove(`${MEMBERS}${id}/`)).status).toBe(404);
    expect(await organizations.membersByEmail(organizationId, "joy@example.com")).toEqual([]);
    await app.advance(11);
    await expect.poll(async () => (await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo).toBeNull();
    expect((await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada" })).body.assignedTo).toMatchObject({ name: "Ada" });
  });
});

describe("teams", () => {
  test("are made, renamed and removed; a slug that is taken is a 409, or a 400 where another team takes it over", async () => {
    const made = await app.post(TEAMS, { name: "Back Office" });
    expect(made).toMatchObject({ status: 201, body: { slug: "back-office", name: "Back Office", isMember: true, memberCount: 1 } });
    const path = `/api/0/teams/acme/${made.body.id}/`;
    expect(await unchanged(() => app.post(TEAMS, { name: "Other", slug: "back-office" }))).toMatchObject({
      status: 409,
      body: { detail: "A team with this slug already exists." },
    });
    expect(await unchanged(() => app.post(TEAMS, { name: "Back Office" }))).toMatchObject({ status: 409 });
    expect((await app.put(path, { slug: "office" })).body).toMatchObject({ slug: "office", name: "Back Office" });
    expect(await unchanged(() => app.put(path, { slug: "core" }))).toMatchObject({ status: 400, body: { slug: [expect.any(String)] } });
    expect((await app.get("/api/0/teams/acme/office/")).body).toMatchObject({ id: made.body.id, organization: { slug: "acme" } });
    expect((await app.get("/api/0/teams/acme/back-office/")).status).toBe(404);
    expect([(await app.remove(path)).status, (await app.remove(path)).status]).toEqual([204, 404]);
    expect((await member("me")).body.teams).not.toContain("office");
    expect((await app.post(TEAMS, { slug: "office" })).body).toMatchObject({ slug: "office", name: "office" });
  });

  test.each([
    [{}],
    [{ name: "" }],
    [{ name: "!!!" }],
    [{ name: "123" }],
    [{ slug: "123" }],
    [{ slug: "Upper" }],
    [{ slug: "settings" }],
    [[]],
  ])("%j makes none", async (body) => {
    expect((await unchanged(() => app.post(TEAMS, body))).status).toBe(400);
  });

  test("what a member reaches follows their teams at once, in every place it is read from", async () => {
    const kim = await invite("kim");
    const path = (team: string) => `${MEMBERS}${kim.id}/teams/${team}/`;
    expect(await reaches("kim", "web")).toBe(false);
    expect(await app.post(path("core"))).toMatchObject({ status: 201, body: { slug: "core", isMember: true } });
    expect((await unchanged(() => app.post(path("core")))).status).toBe(204);
    expect([await reaches("kim", "web"), await reaches("kim", "app")]).toEqual([true, false]);
    const listed = (await app.get("/api/0/teams/acme/core/members/")).body as Named[];
    expect(listed.map((it) => it.email)).toContain("kim@example.com");
    expect(await app.remove(path("core"))).toMatchObject({ status: 200, body: { slug: "core" } });
    expect((await unchanged(() => app.remove(path("core")))).status).toBe(200);
    expect(await reaches("kim", "web")).toBe(false);
    expect([(await app.post(path("none"))).status, (await app.post(`${MEMBERS}1/teams/core/`)).status]).toEqual([404, 404]);
  });

  test("what a team has, its people reach: projects given and taken, a second team keeps what the first loses", async () => {
    const leo = await invite("leo", { teams: ["core", "mobile"] });
    const path = (team: string) => `/api/0/projects/acme/web/teams/${team}/`;
    const slugs = async (team: string) => ((await app.get(`/api/0/teams/acme/${team}/projects/`)).body as Named[]).map((it) => it.slug);
    const given = await app.post(path("mobile"));
    expect(given).toMatchObject({ status: 201, body: { slug: "web" } });
    expect((given.body.teams as Named[]).map((it) => it.slug).sort()).toEqual(["core", "mobile"]);
    expect((await unchanged(() => app.post(path("mobile")))).status).toBe(201);
    expect([await slugs("mobile"), await reaches("cyd", "web")]).toEqual([expect.arrayContaining(["app", "web"]), true]);
    expect((await app.remove(path("core"))).body.teams).toEqual([expect.objectContaining({ slug: "mobile" })]);
    expect([await reaches("bob", "web"), await reaches("leo", "web"), await slugs("core")]).toEqual([false, true, []]);
    await app.remove(`${MEMBERS}${leo.id}/teams/mobile/`);
    expect(await reaches("leo", "web")).toBe(false);
    await app.post(path("core"));
    expect([await reaches("bob", "web"), await reaches("leo", "web")]).toEqual([true, true]);
    await app.remove(path("mobile"));
    expect((await app.post("/api/0/projects/acme/none/teams/core/")).status).toBe(404);
  });

  test("what belonged to a team that is gone shows an unknown team, and its projects have it no more", async () => {
    const { body: team } = await app.post(TEAMS, { name: "Gone" });
    await app.post("/api/0/projects/acme/app/teams/gone/");
    const issue = await app.capture({ message: "for gone" }, "app");
    expect((await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "team:gone" })).body.assignedTo).toMatchObject({ name: "gone" });
    await app.remove("/api/0/teams/acme/gone/");
    await app.advance(11);
    expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo).toEqual({ type: "team", id: team.id, name: team.id });
    expect((await app.get("/api/0/projects/acme/app/")).body.teams).toEqual([expect.objectContaining({ slug: "mobile" })]);
    expect(await reaches("ada", "app")).toBe(false);
  });

  test("a fault at any request of a removal: repeated, it is done all the same, with no copy left behind", async () => {
    const route = "DELETE /api/0/teams/{organization}/{team}";
    // What comes after these is the note in the audit log, which undoes nothing where it is lost.
    const points = [0, 1, 2, 3, 4, 5].flatMap((call) => (["before", "after"] as const).map((when) => ({ delivery: route, call, when })));
    let hits = 0;
    for (const point of points) {
      const { body: team } = await app.post(TEAMS, { slug: `fault-${point.when}-${point.call}` });
      await app.post(`/api/0/projects/acme/app/teams/${team.slug}/`);
      expect(await reaches("ada", "app")).toBe(true);
      const faults = injectFaults([point]);
      const { status } = await app.remove(`/api/0/teams/acme/${team.slug}/`);
      faults.stop();
      hits += faults.hit.length;
      expect(status, JSON.stringify(point)).toBe(faults.hit.length > 0 ? 503 : 204);
      expect([204, 404]).toContain((await app.remove(`/api/0/teams/acme/${team.slug}/`)).status);
      expect([await reaches("ada", "app"), (await member("me")).body.teams]).toEqual([false, expect.not.arrayContaining([team.slug])]);
    }
    expect(hits).toBeGreaterThanOrEqual(12);
  });
});
