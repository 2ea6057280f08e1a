import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { administratorOf, NEW, publicKeyOn } from "../../support/set-up.ts";

let app: App;
let jira: Jira;
let _organizationId: number;
beforeAll(async () => {
  app = await startApp({ own: true });
  jira = await startJira();
  _organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterEach(() => jira.faults.clear());
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const host = () => new URL(jira.url).host;
const stored = (consumerKey: string) => integrations.find("jira_server", `${host()}:${consumerKey}`);

describe("what goes wrong is said in plain words, and nothing is stored", () => {
  const cases: [string, string, string, Parameters<Jira["faults"]["set"]>[1]][] = [
    [
      "no permission",
      "/rest/webhooks",
      "Could not create issue webhook in Jira.",
      { status: 403, body: '{"messages":[{"key":"No permission"}]}' },
    ],
    ["plain text", "/rest/webhooks", "Jira has a problem of its own. ", { status: 502, body: "Bad Gateway" }],
    ["no messages", "/rest/webhooks", "Jira refused the request. ", { status: 400, body: '{"messages":[]}' }],
    ["a list", "/rest/webhooks", "Jira refused the request. ", { status: 400, body: '["no"]' }],
    ["strings", "/rest/webhooks", "Jira refused the request. ", { status: 400, body: '{"messages":["no"]}' }],
    ["an empty object", "/rest/webhooks", "Jira refused the request. ", { status: 400, body: '{"messages":[{}]}' }],
  ];
  test.each(cases)("a webhook refused with %s", async (name, path, text, fault) => {
    const administrator = await administratorOf(app, jira);
    const key = `refused ${name}`;
    const confirm = await administrator.approved(key);
    jira.faults.set(path, fault);
    const page = await administrator.submit(confirm, "Finish");
    expect(page.status).toBe(200);
    expect(page.text).toContain("Could not create issue webhook in Jira.");
    expect(page.text).toContain(text);
    if (name === "no permission") expect(page.text).toMatch(/No permission[\s\S]*Only a Jira administrator may create webhooks\./);
    expect(await stored(key)).toBeNull();
    // The set-up is still there: once Jira is put right, the same page finishes it.
    jira.faults.clear();
    expect((await administrator.submit(page, "Finish")).text).toContain("<strong>Connected.</strong>");
  });

  test("a webhook answered with 204 and nothing is fine", async () => {
    const administrator = await administratorOf(app, jira);
    const confirm = await administrator.approved("no-content");
    jira.faults.set("/rest/webhooks", { status: 204 });
    expect((await administrator.submit(confirm, "Finish")).text).toContain("<strong>Connected.</strong>");
    expect((await stored("no-content"))?.webhookId).toBeNull();
  });

  test.each<[string, Parameters<Jira["faults"]["set"]>[1] | null, string]>([
    ["a consumer key that Jira does not know", null, "It does not know this consumer key."],
    ["an error of Jira", { status: 503 }, "Jira has a problem of its own."],
    ["a login page", { status: 200, headers: { "content-type": "text/html" }, body: "<html>Log in</html>" }, "Missing oauth_token."],
    [
      "a redirect",
      { status: 302, headers: { location: "https://sso.example.com/?secret=1" } },
      "It sends the browser on to https://sso.example.com.",
    ],
    ["something else than a Jira", { status: 404, body: "nginx" }, "Jira does not have what was asked for."],
  ])("no request token: %s", async (name, fault, text) => {
    const administrator = await administratorOf(app, jira);
    const key = `no-token ${name}`;
    const form = await administrator.filledForm(key);
    jira.links.delete(key);
    if (fault) {
      jira.links.set(key, publicKeyOn(form));
      jira.faults.set("/plugins/servlet/oauth/request-token", fault);
    }
    const page = await administrator.submit(form, "Continue to Jira");
    expect(page.status).toBe(200);
    expect(page.text).toContain("Could not fetch a request token from Jira.");
    expect(page.text).toContain(text);
    expect(page.text).not.toContain("secret=1");
    expect(page.text).toContain(`value="${jira.url}"`);
    expect(publicKeyOn(page)).toBe(publicKeyOn(form));
  });

  test("nothing at the address, a certificate of its own making, a Jira that does not answer in time", async () => {
    const administrator = await administratorOf(app, jira);
    const form = await administrator.filledForm("network");
    expect((await administrator.submit(form, "Continue to Jira", { url: "http://127.0.0.1:1" })).text).toContain(
      "Nothing answered at 127.0.0.1:1.",
    );
    const read = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), "utf8");
    const strange = await startJira({ tls: { key: read("key"), cert: read("cert") } });
    strange.links.set("network", publicKeyOn(form));
    const refused = await administrator.submit(form, "Continue to Jira", { url: strange.url });
    expect(refused.text).toContain(`The certificate of ${new URL(strange.url).host} could not be verified.`);
    const taken = await administrator.submit(refused, "Continue to Jira", { verify_ssl: null });
    expect(taken.headers.get("location")).toContain(strange.url);
    await strange.stop();

    jira.faults.set("/plugins/servlet/oauth/request-token", "silence");
    const late = await administrator.submit(form, "Continue to Jira");
    expect(late.text).toContain(`Timed out attempting to reach host: ${host()}.`);
  });

  test.each<[string, Parameters<Jira["faults"]["set"]>[1]]>([
    ["an error", { status: 500 }],
    ["not found", { status: 404 }],
    ["nothing to read", { status: 204 }],
    ["half an answer", { status: 200, body: "oauth_token=x" }],
  ])("no access token: %s", async (_, fault) => {
    const administrator = await administratorOf(app, jira);
    const sent = await administrator.submit(await administrator.filledForm("no-access"), "Continue to Jira");
    const back = await administrator.answerInJira(sent);
    jira.faults.set("/plugins/servlet/oauth/access-token", fault);
    const page = await administrator.visit(back);
    expect(page.text).toContain("<h1>Setup error</h1>");
    expect(page.text).toContain("Could not fetch an access token from Jira.");
    expect(await stored("no-access")).toBeNull();
  });

  test("denied in Jira: the form is there again with what was typed", async () => {
    const administrator = await administratorOf(app, jira);
    const form = await administrator.filledForm("denied");
    const page = await administrator.visit(await administrator.answerInJira(await administrator.submit(form, "Continue to Jira"), "deny"));
    expect(page.text).toContain("Somebody chose to deny Lockstep access in Jira.");
    const [, again = ""] = /href="([^"]*again=[^"]*)"/.exec(page.text) ?? [];
    const back = await administrator.visit(again);
    expect(back.text).toContain(`value="${jira.url}"`);
    expect(publicKeyOn(back)).toBe(publicKeyOn(form));
  });

  test("opened without a set-up, in another browser, or an hour later", async () => {
    const administrator = await administratorOf(app, jira);
    const over = "/settings/acme/integrations/?notice=set-up-over";
    expect((await administrator.visit("/extensions/jira_server/setup/")).path).toBe(over);
    const back = await administrator.answerInJira(await administrator.submit(await administrator.filledForm("late"), "Continue to Jira"));
    const other = await administratorOf(app, jira);
    expect(await other.visit(back)).toMatchObject({ path: over, text: expect.stringContaining("Invalid request.") });
    app.system.advanceClock(3601);
    expect((await administrator.visit(back)).path).toBe(over);
  });

  test("a form that is not from its own page", async () => {
    const { post } = await administratorOf(app, jira);
    expect((await post(NEW, { url: jira.url })).status).toBe(403);
    expect((await post(NEW, { url: jira.url, form_token: "0".repeat(64) })).status).toBe(403);
  });
});
