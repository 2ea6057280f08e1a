import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenHash } from "../../../core/organizations/access.ts";
import { tokens } from "../../../functions/adapters/dynamo/tokens.ts";
import { type App, startApp } from "../../support/app.ts";
import { authenticated, recordCalls } from "../../support/calls.ts";
import { connectJira } from "../../support/jira-server.ts";
import { putGroups } from "../../support/many-groups.ts";
import { type Seen, unescaped, visitorOf } from "../../support/visitor.ts";

const LIST = "/organizations/acme/issues/";
let app: App;
let visitor: ReturnType<typeof visitorOf>;
let [organizationId, projectId] = [0, 0];
beforeAll(async () => {
  app = await startApp({ own: true });
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  visitor = visitorOf(app);
  await visitor.signIn();
});
afterAll(() => app?.stop());

/** The value of the button in a row that says this. */
function choice({ text }: Seen, shortId: string, name: "owner" | "status", word: RegExp): string {
  const from = text.indexOf(`Choose ${shortId}<`);
  const row = text.slice(from, text.indexOf("</tr>", from));
  const buttons = [...row.matchAll(/<button form="set" name="(\w+)" value="([^"]*)"[^>]*>([\s\S]*?)<\/button>/g)];
  const found = buttons.find(([, kind, , content = ""]) => kind === name && word.test(content));
  if (!found) throw new Error(`${shortId} has no ${name} ${word}: ${row}`);
  return unescaped(found[2] ?? "");
}
const set = (page: Seen, fields: Record<string, string>) => {
  const [, token = ""] = /name="form_token" value="([^"]+)"/.exec(page.text.slice(page.text.indexOf('id="set"'))) ?? [];
  return visitor.post(LIST, { form_token: token, back: "", ...fields });
};

test("signing in leads to the issues; owner and status are changed in place, twice as once, and the second of two is told", async () => {
  expect((await visitor.visit("/")).path).toBe(LIST);
  const issue = await app.capture({ message: "in place" });
  const before = await visitor.visit(LIST);
  expect(before.text).toContain(issue.shortId);
  const bob = choice(before, issue.shortId, "owner", /Bob/);
  const changed = await set(before, { owner: bob });
  expect([changed.status, changed.path]).toEqual([200, `${LIST}?changed=1`]);
  expect((await set(before, { owner: bob })).path).toBe(`${LIST}?changed=1`);
  const activity = async () => (await app.get(`/api/0/issues/${issue.id}/`)).body.activity.map((it: { type: string }) => it.type);
  expect(await activity()).toEqual(["assigned", "first_seen"]);

  const late = await set(before, { owner: choice(before, issue.shortId, "owner", /Ada/) });
  expect(late.status).toBe(409);
  expect(late.text).toMatch(/Somebody was quicker[\s\S]*Bob has it[\s\S]*you chose Ada/);
  expect(await activity()).toEqual(["assigned", "first_seen"]);
  // On the page that told it the same choice is one that knows.
  expect((await set(late, { owner: choice(late, issue.shortId, "owner", /Ada/) })).path).toBe(`${LIST}?changed=1`);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo.name).toBe("Ada");
  await set(late, { status: choice(late, issue.shortId, "status", />Resolved/) });
  expect((await visitor.visit(LIST)).text).not.toContain(`>${issue.shortId}<`);
  expect((await visitor.visit(`${LIST}?query=is:resolved`)).text).toContain(`>${issue.shortId}<`);
});

test("those that are chosen are changed together; what cannot be is said, and nothing is", async () => {
  const issues = [await app.capture({ message: "bulk one", frame: "one" }), await app.capture({ message: "bulk two", frame: "two" })];
  const page = await visitor.visit(LIST);
  const values = [...page.text.matchAll(/name="issue" value="([^"]+)"/g)].map(([, it = ""]) => it);
  const [, token = ""] = /name="form_token" value="([^"]+)"/.exec(page.text) ?? [];
  const send = (more: [string, string][]) => {
    const body = new URLSearchParams([
      ["form_token", token],
      ["back", ""],
      ...values.map((it): [string, string] => ["issue", it]),
      ...more,
    ]);
    return fetch(new URL(LIST, app.system.api), {
      ...{ method: "POST", redirect: "manual", body },
      headers: { cookie: [...visitor.cookies].map((it) => it.join("=")).join("; ") },
    });
  };
  const refused = await send([
    ["act", "owner selected"],
    ["assignee", "user:1"],
  ]);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toMatch(/Error: Issues[\s\S]*Nothing was changed[\s\S]*User does not exist/);
  expect((await send([["act", "nothing"]])).status).toBe(400);
  const done = await send([["act", "status resolved"]]);
  expect(done.headers.get("location")).toBe(`${LIST}?changed=${values.length}`);
  for (const { id } of issues) expect((await app.get(`/api/0/issues/${id}/`)).body).toMatchObject({ status: "resolved" });
});

test("10,000 issues are three requests, and an unchanged page is one 304 and one read", async () => {
  await putGroups(10_000, { organizationId, projectId, firstId: 4_000_000_000_100_000, title: "many" });
  const jira = await connectJira(app, { id: 4_000_000_000_000_710, organizationId });
  const issue = await app.capture({ message: "linked", frame: "linked" });
  await jira.link(issue.id, "APP-1");
  await app.idle();
  const path = `${LIST}?query=&project=web`;
  await visitor.visit(path);
  const { calls, stop } = recordCalls();
  const page = await visitor.visit(path);
  expect(authenticated(calls, "GET").map((it) => it.command)).toEqual(["QueryCommand", "BatchGetItemCommand", "BatchGetItemCommand"]);
  stop();
  expect(page.text.match(/<tr role="row" id=/g)).toHaveLength(20);
  expect(page.text).toContain("Older");
  expect(page.text).toMatch(/<a class="chip"[^>]*><svg[\s\S]{0,200}<\/svg>701</);

  const tag = page.headers.get("etag") ?? "";
  const cookie = [...visitor.cookies].map((it) => it.join("=")).join("; ");
  const again = () => fetch(new URL(path, app.system.api), { headers: { cookie, "if-none-match": tag } });
  const second = recordCalls();
  expect((await again()).status).toBe(304);
  expect(second.calls.map((it) => it.command)).toEqual(["BatchGetItemCommand"]);
  second.stop();
  const [, id = ""] = /id="issue-(\d+)"/.exec(page.text) ?? [];
  await app.put(`/api/0/issues/${id}/`, { assignedTo: "bob" });
  expect((await again()).status).toBe(200);
  // Nobody else's session has any use for it.
  expect((await fetch(new URL(path, app.system.api), { redirect: "manual", headers: { "if-none-match": tag } })).status).toBe(303);
});

test("what is searched for is said not to be known in words, beside the field", async () => {
  const page = await visitor.visit(`${LIST}?query=${encodeURIComponent("geo.city:Vienna")}`);
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/aria-invalid="true" aria-describedby="query-error"[\s\S]*&quot;geo\.city&quot; is not known here/);
  expect((await visitor.visit(`${LIST}?query=is:unresolved&sort=strange`)).text).toContain("Issues cannot be sorted by");
});

test("who may only look sees no button that changes, and a form from elsewhere is refused", async () => {
  const userId = Number((await app.get("/api/0/organizations/acme/members/")).body[0].user.id);
  await tokens.put(tokenHash("looks"), { id: 5, organizationId, userId, scopes: ["event:read", "org:integrations"] });
  const viewer = visitorOf(app);
  const page = await viewer.post("/auth/login/", { token: "looks" });
  expect([page.status, page.path]).toEqual([200, LIST]);
  expect(page.text).not.toMatch(/form="set"|type="checkbox"/);
  const [, token = ""] = /name="form_token" value="([^"]+)"/.exec(page.text) ?? [];
  const refused = await viewer.post(LIST, { form_token: token, act: "status resolved" });
  expect([refused.status, /lacks the scope event:write/.test(refused.text)]).toEqual([403, true]);
});
