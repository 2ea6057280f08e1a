import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPES, tokenHash } from "../../../core/organizations/access.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { tokens } from "../../../functions/adapters/dynamo/tokens.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../../support/app.ts";
import { recordCalls } from "../../support/calls.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { putItems } from "../../support/store.ts";
import { type Seen, visitorOf } from "../../support/visitor.ts";

const ID = 4_000_000_000_000_986;
const OUT_OF_STEP = "/organizations/acme/out-of-step/";
const TOKENS = "/settings/acme/tokens/";
const OTHER = { id: 999, slug: "elsewhere", name: "Elsewhere", createdAt: 1, features: [] };

let app: App;
let jira: Jira;
let visitor: ReturnType<typeof visitorOf>;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: ID });
  await putItems({ ...keys.organization(OTHER.id), ...OTHER }, { ...keys.organizationSlug(OTHER.slug), organizationId: OTHER.id });
  await tokens.put(tokenHash("of-elsewhere"), { id: 1, organizationId: OTHER.id, userId: 1, scopes: [...SCOPES] });
  visitor = visitorOf(app);
  await visitor.signIn();
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const calm = async () => {
  await app.idle();
  await jira.deliveries.settled();
  await app.idle();
};
const formToken = ({ text }: Seen) => /name="form_token" value="(\w+)"/.exec(text)?.[1] ?? "";
async function signedIn(text: string) {
  const one = visitorOf(app);
  await one.post("/auth/login/", { token: text });
  return one;
}
async function weak(scopes: string[]) {
  const { id } = (await app.get("/api/0/organizations/acme/")).body;
  const name = `weak-${scopes.join()}`;
  const [{ userId }] = (await app.get("/api/0/organizations/acme/members/")).body.map((it: { id: string }) => ({ userId: Number(it.id) }));
  await tokens.put(tokenHash(name), { id: 7, organizationId: Number(id), userId, scopes: scopes as (typeof SCOPES)[number][] });
  return signedIn(name);
}

describe("out of step", () => {
  test("costs what is out of step, whatever is linked", async () => {
    const issue = await app.capture({ message: "many are calm", frame: "calm" });
    for (let n = 0; n < 20; n++) await lockstep.link(issue.id);
    await calm();
    await app.advance(61);
    await calm();
    await visitor.visit(OUT_OF_STEP);
    const { calls, stop } = recordCalls();
    const page = await visitor.visit(OUT_OF_STEP);
    stop();
    expect(page.text).toContain("<h1>Everything is in step</h1>");
    const reads = calls.filter((it) => String(it.context.route).includes("out-of-step"));
    // Who looks and at what, read again where it is older than ten seconds; what is due; nothing of what is calm.
    expect(reads.filter((it) => it.command === "QueryCommand").length).toBeLessThanOrEqual(3);
    expect(reads.length).toBeLessThanOrEqual(5);
  });

  test("names the cause once, mends it with one press, and says what became of the change", async () => {
    const issues = [
      await app.capture({ message: "first to wait", frame: "w1" }),
      await app.capture({ message: "second to wait", frame: "w2" }),
    ];
    const tickets = [await lockstep.link(issues[0]?.id ?? ""), await lockstep.link(issues[1]?.id ?? "")];
    await calm();
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    for (const { id } of issues) await app.put(`/api/0/issues/${id}/`, { assignedTo: "bob@example.com" });
    await calm();
    const page = await visitor.visit(OUT_OF_STEP);
    expect(page.text).toContain("<h1>2 links are out of step</h1>");
    expect(page.text.match(/<li><svg/g)).toHaveLength(1);
    const link = `${ID}:${issues[0]?.id}:${tickets[0]?.id}`;
    const log = await visitor.visit(`${OUT_OF_STEP}?open=${link}`);
    expect(log.text).toContain("owner nobody → Bob");
    expect(log.text).toMatch(/Waits<\/span>/);
    expect((await visitor.visit(`${OUT_OF_STEP}?query=${issues[0]?.shortId}`)).text.match(/<th role="rowheader"/g)).toHaveLength(1);
    jira.faults.clear();
    await visitor.post(OUT_OF_STEP, { form_token: formToken(page), action: "all" });
    await calm();
    for (const { id } of tickets) expect(jira.tickets.find(id)?.assignee).toBe("bob");
    expect((await visitor.visit(OUT_OF_STEP)).text).toContain("Everything is in step");
    const after = await visitor.visit(`${OUT_OF_STEP}?query=${issues[0]?.shortId}&open=${link}`);
    expect(after.text).toContain("The ticket has it");
  });

  test("of another organization is neither seen nor tried again, and no id reaches across", async () => {
    const issue = await app.capture({ message: "not theirs", frame: "theirs" });
    const ticket = await lockstep.link(issue.id);
    await calm();
    const other = await signedIn("of-elsewhere");
    const theirs = await other.visit("/organizations/elsewhere/out-of-step/");
    const link = `${ID}:${issue.id}:${ticket.id}`;
    const asked = { form_token: formToken(await other.visit("/settings/elsewhere/tokens/")), link };
    expect(theirs.text).toContain("No tracker is connected");
    expect((await other.post("/organizations/elsewhere/out-of-step/", asked)).status).toBe(404);
    for (const path of [OUT_OF_STEP, TOKENS, "/settings/acme/people/", "/settings/acme/audit-log/", "/settings/acme/projects/web/keys/"])
      expect((await other.visit(path)).status, path).toBe(404);
    const { id } = (await app.get("/api/0/projects/acme/web/")).body;
    for (const path of [
      `projects/${id}/`,
      `projects/${id}/keys/`,
      `projects/${id}/ownership/`,
      `projects/${id}/delete/`,
      "people/1/",
      "people/teams/core/",
    ])
      expect((await other.visit(`/settings/elsewhere/${path}`)).status, path).toBe(404);
    for (const link of ["", "1", `${ID}:1:1`, "x:y:z"]) {
      const form = { form_token: formToken(await visitor.visit(`${OUT_OF_STEP}?query=${issue.shortId}`)), link };
      expect((await visitor.post(OUT_OF_STEP, form)).status, link).toBe(404);
    }
  });
});

describe("forms", () => {
  test("sent twice make one project, one key, one member and one token, which is shown both times", async () => {
    const twice = async (path: string, button: string, fill: Record<string, string>) => {
      const page = await visitor.visit(path);
      return [await visitor.submit(page, button, fill), await visitor.submit(page, button, fill)] as const;
    };
    const [, project] = await twice("/settings/acme/projects/", "Create the project", { name: "Twice" });
    expect(project.text).toContain("A project with this slug already exists.");
    const [, key] = await twice("/settings/acme/projects/twice/keys/", "Make a key", { name: "Staging" });
    expect(key.text).toContain("There is a key of this name already.");
    expect((await app.get("/api/0/projects/acme/twice/keys/")).body).toHaveLength(2);
    const [, member] = await twice("/settings/acme/people/new/", "Add the member", { email: "twice@example.com" });
    expect(member.text).toContain("There is a member with this e-mail address already.");
    const [first, second] = await twice(TOKENS, "Make the token", { name: "Deploys", email: "ada@example.com", scopes: "project:read" });
    const textOf = ({ text }: Seen) => /<pre>(sntryu_[0-9a-f]{64})<\/pre>/.exec(text)?.[1];
    expect(textOf(first)).toBeDefined();
    expect(textOf(second)).toBe(textOf(first));
    const made = (await app.get("/api/0/api-tokens/")).body.filter((it: { name: string }) => it.name === "Deploys");
    expect(made).toHaveLength(1);
    expect((await visitor.visit(TOKENS)).text).not.toContain(textOf(first) ?? "");
    expect((await visitor.submit(await visitor.visit(TOKENS), 'Take away<span class="unseen"> Deploys</span>')).text).toContain(
      "The token is gone",
    );
  });

  test("of somebody without the right change nothing, and say which right is missing", async () => {
    const reader = await weak(["org:integrations", "project:read", "member:read", "team:read"]);
    const page = await reader.visit("/settings/acme/projects/web/");
    expect(page.text).toContain("lacks the scope project:write");
    const form_token = formToken(page);
    for (const [path, form] of [
      ["/settings/acme/projects/", { name: "Mine", team: "core" }],
      ["/settings/acme/projects/web/", { action: "save", name: "Mine", slug: "mine" }],
      ["/settings/acme/projects/web/keys/", { action: "create", name: "Mine" }],
      ["/settings/acme/projects/web/ownership/", { action: "save", raw: "* #core", version: "0" }],
      ["/settings/acme/projects/web/delete/", { confirm: "web" }],
      ["/settings/acme/people/teams/", { name: "Mine" }],
      ["/settings/acme/people/teams/core/", { action: "remove", confirm: "on" }],
      ["/settings/acme/people/new/", { email: "mine@example.com" }],
      [TOKENS, { action: "create", name: "Mine" }],
    ] as const)
      expect((await reader.post(path, { form_token, ...form })).text, path).toContain("lacks the scope");
    expect((await app.get("/api/0/projects/acme/web/")).body).toMatchObject({ name: "Web", slug: "web" });
    expect((await app.get("/api/0/teams/acme/core/")).status).toBe(200);
  });

  test("of a project that is gone meanwhile are not taken", async () => {
    await app.post("/api/0/teams/acme/core/projects/", { name: "Brief" });
    const open = await visitor.visit("/settings/acme/projects/brief/");
    await app.remove("/api/0/projects/acme/brief/");
    expect((await visitor.submit(open, "Save", { name: "Longer" })).status).toBe(404);
  });

  test("rules that somebody else saved meanwhile are not overwritten unseen", async () => {
    const path = "/settings/acme/projects/web/ownership/";
    const [mine, theirs] = [await visitor.visit(path), await visitor.visit(path)];
    await visitor.submit(theirs, "Save", { raw: "src/a/* #core" });
    const late = await visitor.submit(mine, "Save", { raw: "src/b/* #core" });
    expect(late.text).toContain("Somebody saved other rules");
    expect(late.text).toContain("src/b/* #core");
    expect((await app.get("/api/0/projects/acme/web/ownership/")).body.raw).toBe("src/a/* #core");
    await visitor.submit(late, "Save");
    expect((await app.get("/api/0/projects/acme/web/ownership/")).body.raw).toBe("src/b/* #core");
  });
});

describe("signing in again", () => {
  test("brings back what was written, once somebody presses", async () => {
    const one = await signedIn(TOKEN);
    const path = "/settings/acme/people/teams/";
    const form = { form_token: formToken(await one.visit(path)), name: "Kept & <b>whole</b>" };
    const names = async () => (await app.get("/api/0/organizations/acme/teams/")).body.map((it: { name: string }) => it.name);
    app.system.advanceClock(7201);
    const out = await one.post(path, form);
    expect([out.status, out.text.includes("Kept")]).toEqual([401, false]);
    const back = await one.submit(await one.submit(out, "Sign in"), "Sign in", { token: TOKEN });
    expect(back.text).toContain("Kept &amp; &lt;b&gt;whole&lt;/b&gt;");
    expect(await names()).not.toContain(form.name);
    await one.submit(back, "Send it now");
    expect(await names()).toContain(form.name);
  });

  test("everywhere ends every browser of the token, and no other", async () => {
    const [one, two, other] = [await signedIn(TOKEN), await signedIn(TOKEN), await signedIn("of-elsewhere")];
    const page = await one.visit(TOKENS);
    app.system.advanceClock(1);
    await one.submit(page, "Sign out everywhere");
    for (const it of [one, two]) expect((await it.visit(TOKENS)).text).toContain("<h1>Sign in</h1>");
    expect((await other.visit("/settings/elsewhere/tokens/")).status).toBe(200);
    expect((await (await signedIn(TOKEN)).visit(TOKENS)).status).toBe(200);
  });
});

test("the audit log says who changed what, here and over the API, newest first", async () => {
  const one = await signedIn(TOKEN);
  await app.put("/api/0/projects/acme/web/", { platform: "node" });
  await one.submit(await one.visit("/settings/acme/people/teams/"), "Create the team", { name: "Audited" });
  const { text } = await one.visit("/settings/acme/audit-log/");
  const rows = [...text.matchAll(/<th role="rowheader"[\s\S]*?<\/tr>/g)].map(([it]) => it.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  expect(rows[0]).toMatch(/Ada made the team audited/);
  expect(rows[1]).toMatch(/Ada changed the project web/);
});
