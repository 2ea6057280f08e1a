import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { visitorOf } from "../support/visitor.ts";

/** What people get wrong on their first day: the answer says what it was, in `detail`, and never repeats what was sent. */
let app: App;
let narrow: string;
beforeAll(async () => {
  app = await startApp();
  await app.capture({ message: "mistakes" });
  narrow = (await app.post("/api/0/api-tokens/", { scopes: ["org:read"] })).body.token;
});
afterAll(() => app.stop());

const acme = "/api/0/organizations/acme/";
test.each([
  ["an organization", "/api/0/organizations/mistyped/", /no such organization/],
  ["a project", "/api/0/projects/acme/mistyped/", /no such project/],
  ["a project's issues", "/api/0/projects/acme/mistyped/issues/", /no such project/],
  ["a project of a list", `${acme}issues/?project=12345`, /project that was named/],
  ["a team", "/api/0/teams/acme/mistyped/", /no such team/],
  ["a member", `${acme}members/mistyped/`, /no such member/],
  ["an issue", `${acme}issues/MISTYPED-1/`, /no such issue/],
  ["a short id", `${acme}shortids/MISTYPED-1/`, /no such issue/],
  ["an integration", `${acme}integrations/12345/`, /no such integration/],
])("a wrong name of %s: 404", async (_, path, said) => {
  const { status, body } = await app.get(path);
  expect([status, body.detail]).toEqual([404, expect.stringMatching(said)]);
  expect(body.detail).not.toMatch(/mistyped|12345/i);
});

test.each([
  ["no header", "", /Authorization: Bearer/],
  ["another scheme", "Token abc", /Authorization: Bearer/],
  ["an unknown token", "Bearer unknown", /Invalid token/],
])("%s: 401", async (_, authorization, said) => {
  const { status, body } = await app.call("GET", acme, undefined, { authorization });
  expect([status, body.detail]).toEqual([401, expect.stringMatching(said)]);
});

test("a token without the scope: 403, which names it", async () => {
  const { status, body } = await app.call("GET", `${acme}issues/`, undefined, { authorization: `Bearer ${narrow}` });
  expect([status, body.detail]).toEqual([403, expect.stringContaining("event:read")]);
});

test("a path that is not there, or not with that method, is a 404 that says so, with and without its last slash", async () => {
  for (const method of ["DELETE", "PATCH"]) {
    for (const path of [`${acme}issues/`, `${acme}issues`, "/api/0/mistyped/", `${acme}issues/1/mistyped/`]) {
      const { status, body } = await app.call(method, path);
      expect([status, body.detail], path).toEqual([404, expect.stringMatching(/no such endpoint/)]);
      expect(body.detail).not.toContain("mistyped");
    }
    expect((await app.call(method, "/api/0/")).status).toBe(404);
  }
  expect(await app.call("GET", "/api/0/mistyped/", undefined, { authorization: "" })).toMatchObject({ status: 401 });
});

test("a wrong field: 400, and the detail that command lines show names it", async () => {
  const [issue] = (await app.get(`${acme}issues/`)).body;
  const { status, body } = await app.put(`${acme}issues/${issue.id}/`, { status: "ignored", statusDetails: { ignoreUserCount: 10 } });
  expect([status, body.detail]).toEqual([400, expect.stringMatching(/statusDetails\.ignoreUserCount: Users are not counted here/)]);
  expect((await app.put(`${acme}issues/${issue.id}/`, [])).body.detail).toMatch(/It: .*object/);
});

test("an empty note: 400, under its field", async () => {
  const [issue] = (await app.get(`${acme}issues/`)).body;
  const { status, body } = await app.post(`${acme}issues/${issue.id}/notes/`, { text: " " });
  expect([status, body.text]).toEqual([400, ["This field may not be blank."]]);
});

test("without a Discord its page says what is missing, and what comes as if from there leads nowhere", async () => {
  const visitor = visitorOf(app);
  await visitor.signIn();
  const page = await visitor.visit("/settings/acme/integrations/discord/");
  expect(page.text).toContain("Discord is not set up here");
  expect(page.text).not.toContain("discord.com");
  const { status, body } = await app.post("/extensions/discord/interactions/", { type: 1 });
  expect([status, body.detail]).toEqual([404, "Discord is not set up here."]);
});
