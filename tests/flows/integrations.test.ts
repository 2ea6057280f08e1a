import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { administratorOf } from "../support/set-up.ts";
import { queryAll } from "../support/store.ts";

let app: App;
let jira: Jira;
beforeAll(async () => {
  app = await startApp();
  jira = await startJira();
});
afterEach(() => jira.faults.clear());
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const ALL = "/api/0/organizations/acme/integrations/";
const PAGES = "/settings/acme/integrations/";

/** A connected Jira with a consumer key of its own. */
async function connected(consumerKey: string) {
  const administrator = await administratorOf(app, jira);
  const end = await administrator.submit(await administrator.approved(consumerKey), "Finish");
  const id = /integrations\/(\d+)\//.exec(end.path)?.[1] ?? "";
  return { administrator, id, path: `${ALL}${id}/`, page: `${PAGES}${id}/`, end };
}
const find = (consumerKey: string) => integrations.find("jira_server", `${new URL(jira.url).host}:${consumerKey}`);

describe("integrations over REST", () => {
  test("are listed and shown in the shape that clients know, with nothing secret", async () => {
    const { id, path } = await connected("rest");
    const list = await app.get(ALL);
    const shape = {
      id,
      name: "rest",
      domainName: new URL(jira.url).host,
      status: "active",
      provider: { key: "jira_server", slug: "jira_server", name: "Jira Server" },
      externalId: `${new URL(jira.url).host}:rest`,
      organizationIntegrationStatus: "active",
    };
    expect(list.body.find((it: { id: string }) => it.id === id)).toMatchObject(shape);
    expect(list.headers.get("link")).toContain('rel="next"');
    const one = await app.get(path);
    expect(one.body).toMatchObject({
      ...shape,
      configData: { sync_reverse_assignment: true, sync_status_forward: {}, sync_comments: false, issues_ignored_fields: "" },
    });
    expect(one.body.configOrganization.map((it: { name: string }) => it.name)).toContain("sync_status_forward");
    expect(JSON.stringify(one.body)).not.toMatch(/sealed|secret/i);
  });

  test.each(["POST", "PUT"])("are configured by %s, all or nothing", async (method) => {
    const { path } = await connected(`configured ${method}`);
    const mapping = { "10000": { on_resolve: "5", on_unresolve: "1" } };
    const answer = await app.call(method, path, { sync_comments: true, sync_status_forward: mapping, issues_ignored_fields: "a, b" });
    expect([answer.status, answer.body]).toEqual([200, null]);
    const bad = await app.call(method, path, {
      sync_comments: false,
      sync_status_forward: { "10001": { on_resolve: "", on_unresolve: "1" } },
    });
    expect(bad).toMatchObject({ status: 400, body: { detail: ["Resolve and unresolve status are required."] } });
    expect((await app.call(method, path, { nonsense: 1 })).status).toBe(400);
    expect((await app.get(path)).body.configData).toMatchObject({
      sync_comments: true,
      sync_status_forward: mapping,
      issues_ignored_fields: "a, b",
    });
  });

  test("of another organization, or of nobody, are not there", async () => {
    const { path } = await connected("tenancy");
    expect((await app.get(path.replace("acme", "other"))).status).toBe(404);
    for (const id of ["1", "x", "9".repeat(20)]) expect((await app.get(`${ALL}${id}/`)).status).toBe(404);
    expect((await app.call("DELETE", `${ALL}1/`)).status).toBe(404);
    expect((await app.call("GET", path, undefined, { authorization: "Bearer nobody" })).status).toBe(401);
  });
});

describe("uninstalling", () => {
  test("takes the webhook from Jira, forgets the secrets, and can be undone by connecting again", async () => {
    const { path, page, administrator } = await connected("leaving");
    const before = await find("leaving");
    expect((await app.call("DELETE", path)).status).toBe(204);
    expect(jira.webhooks.has(String(before?.webhookId))).toBe(false);
    expect(await find("leaving")).toMatchObject({
      status: "disabled",
      sealedCredentials: null,
      sealedWebhookSecret: null,
      webhookId: null,
    });
    expect((await app.get(path)).status).toBe(404);
    expect((await administrator.visit(page)).status).toBe(404);
    expect((await app.call("DELETE", path)).status).toBe(404);
    const { id } = await connected("leaving");
    expect(path).toContain(id);
    expect(await find("leaving")).toMatchObject({ status: "active" });
  });

  test.each<[string, Parameters<Jira["faults"]["set"]>[1]]>([
    ["is unwell", { status: 503 }],
    ["took the permission back", { status: 403 }],
  ])("in the browser, while Jira %s: done all the same, and told what is left to do; connecting again does it", async (name, fault) => {
    const { administrator, end } = await connected(`left ${name}`);
    const integration = await find(`left ${name}`);
    const url = String(jira.webhooks.get(String(integration?.webhookId))?.url);
    const ask = await administrator.visit(/href="([^"]*uninstall\/)"/.exec(end.text)?.[1] ?? "");
    expect(ask.text).toContain("Keep it");
    jira.faults.set("/rest/webhooks", fault);
    const page = await administrator.submit(ask, "Disconnect");
    expect(page).toMatchObject({ path: `${PAGES}?notice=webhook-left`, text: expect.stringContaining("Remove it yourself") });
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(400);
    jira.faults.clear();
    await connected(`left ${name}`);
    expect([...jira.webhooks.values()].filter((it) => it.url === url)).toEqual([]);
  });

  test("that stopped in the middle goes on when it is asked for again", async () => {
    const { path } = await connected("stopped");
    const integration = await find("stopped");
    if (!integration) throw new Error("not connected");
    await integrations.disable(integration, { organizationId: integration.installations[0]?.organizationId ?? 0, by: 1, at: 1 });
    expect((await app.call("DELETE", path)).status).toBe(204);
    expect(jira.webhooks.has(String(integration.webhookId))).toBe(false);
  });
});

describe("what is kept in step, in the browser", () => {
  test("is chosen with Jira's own names and saved in one go", async () => {
    const { administrator, page, path } = await connected("sync");
    const form = await administrator.visit(`${page}sync/`);
    expect(form.text).toMatch(/<select[^>]*name="project"[\s\S]*?<option>APP – Application</);
    const fill = { sync_status_forward: "on", sync_comments: "on", project: "app", on_resolve: "closed", on_unresolve: "Open" };
    const saved = await administrator.submit(form, "Save", { ...fill, resolution_strategy: "resolve_next_release" });
    expect(saved.text).toContain("<p>Saved.</p>");
    expect(saved.text).toMatch(/<select[^>]*name="on_resolve"[\s\S]*?<option selected>Closed</);
    const filled = await administrator.submit(saved, "Save", { ...fill, required_fields: "APP resolution = Done" });
    expect(filled.text).toMatch(/<textarea[^>]*name="required_fields"[^>]*>APP resolution = Done</);
    expect((await app.get(path)).body.configData.required_fields).toEqual({ "10000": { resolution: "Done" } });
    const bad = await administrator.submit(filled, "Save", { ...fill, required_fields: "nonsense" });
    expect(bad.text).toContain("is not of the form PROJECT field = value.");
    expect(bad.text).toContain(">nonsense</textarea>");
    expect((await app.get(path)).body.configData).toMatchObject({
      sync_comments: true,
      sync_status_forward: { "10000": { on_resolve: "6", on_unresolve: "1" } },
    });
  });

  test("a status that Jira does not have: said in its line, what was typed is kept, nothing is saved", async () => {
    const { administrator, page, path } = await connected("sync-bad");
    const fill = { sync_comments: "on", project: "APP", on_resolve: "Shut", on_unresolve: "Open" };
    const bad = await administrator.submit(await administrator.visit(`${page}sync/`), "Save", fill);
    expect(bad.text).toContain("Jira has no status &quot;Shut&quot;.");
    expect(bad.text).toMatch(
      /name="on_resolve"[^>]*aria-invalid="true" aria-describedby="row-1-error"><option><\/option><option selected>Shut</,
    );
    expect((await app.get(path)).body.configData).toMatchObject({ sync_comments: false, sync_status_forward: {} });
  });

  test("while Jira does not answer, the reason is there and the switches can be saved", async () => {
    const { administrator, page, path } = await connected("sync-down");
    jira.faults.set("/rest/api/2/status", { status: 503 });
    const form = await administrator.visit(`${page}sync/`);
    expect(form.text).toContain("Jira could not be asked for its projects and statuses.");
    await administrator.submit(form, "Save", { sync_comments: "on" });
    expect((await app.get(path)).body.configData).toMatchObject({ sync_comments: true });
  });

  test("fits a small page for a Jira with hundreds of projects and statuses", async () => {
    const { administrator, page, path } = await connected("sync-large");
    const { projects, statuses } = jira.state;
    projects.push(
      ...Array.from({ length: 500 }, (_, at) => ({ id: `${20_000 + at}`, key: `P${at}`, name: `A project with quite a long name ${at}` })),
    );
    statuses.push(
      ...Array.from({ length: 300 }, (_, at) => ({
        id: `${500 + at}`,
        name: `Waiting for somebody else ${at}`,
        statusCategory: { id: 4, key: "indeterminate" as const },
      })),
    );
    const mapping = Object.fromEntries(projects.slice(0, 60).map(({ id }) => [id, { on_resolve: "500", on_unresolve: "501" }]));
    await app.call("POST", path, { sync_status_forward: mapping });
    const form = await administrator.visit(`${page}sync/?page=2`);
    expect(form.text).toContain("Page 2 of 3");
    expect(Buffer.byteLength(form.text)).toBeLessThanOrEqual(30_000);
    await administrator.submit(form, "Save");
    projects.splice(2);
    statuses.splice(4);
  });
});

test("a test says what is wrong", async () => {
  const { administrator, end } = await connected("tested");
  const path = `${ALL}${/integrations\/(\d+)\//.exec(end.path)?.[1]}/test/`;
  expect((await app.call("POST", path)).body).toEqual({ works: true, account: "Ada Admin", version: "9.12.4", webhook: "in place" });
  const webhookId = String((await find("tested"))?.webhookId);
  jira.webhooks.set(webhookId, { ...jira.webhooks.get(webhookId), enabled: false });
  expect((await administrator.submit(end, "Test the connection")).text).toContain("the webhook is gone or switched off there");
  jira.webhooks.delete(webhookId);
  expect((await app.call("POST", path)).body).toMatchObject({ works: true, webhook: "missing" });
  jira.faults.set("/rest/webhooks", { status: 403 });
  expect((await app.call("POST", path)).body).toMatchObject({ works: true, webhook: "unknown" });
  jira.faults.set("/rest/api/2/myself", { status: 401 });
  expect((await app.call("POST", path)).body).toMatchObject({ works: false, failure: { kind: "unauthorized" } });
  const page = await administrator.submit(end, "Test the connection");
  expect(page.text).toContain("<h2>It does not work.</h2>");
});

test("nothing that is stored about an integration can be read", async () => {
  await connected("sealed");
  const stored = JSON.stringify(await queryAll(`INTEGRATION#jira_server#${new URL(jira.url).host}:sealed`));
  expect(stored).not.toMatch(/PRIVATE KEY|oauth_token|tokenSecret/);
});
