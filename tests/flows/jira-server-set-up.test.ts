import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { injectFaults } from "../support/fault-injection.ts";
import { administratorOf, NEW, publicKeyOn } from "../support/set-up.ts";
import { queryAll } from "../support/store.ts";

let app: App;
let jira: Jira;
let organizationId: number;
beforeAll(async () => {
  app = await startApp();
  jira = await startJira();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterEach(() => jira.faults.clear());
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const host = () => new URL(jira.url).host;
const stored = (consumerKey: string) => integrations.find("jira_server", `${host()}:${consumerKey}`);

describe("the credentials form", () => {
  test("is there, empty but for what can be proposed", async () => {
    const { visit } = await administratorOf(app, jira);
    const page = await visit(NEW);
    expect(page.status).toBe(200);
    for (const name of ["url", "verify_ssl", "consumer_key", "private_key"]) expect(page.text).toContain(`name="${name}"`);
    expect(page.text).toMatch(/name="verify_ssl" value="on" checked/);
  });

  test("shows all errors together, each with its field, keeps what was typed, and stores nothing", async () => {
    const { visit, submit } = await administratorOf(app, jira);
    const page = await submit(await visit(NEW), "Continue to Jira", {
      url: "jira.example.com/",
      consumer_key: "k".repeat(201),
      private_key: "hot-garbage",
      verify_ssl: null,
    });
    expect(page.status).toBe(200);
    for (const field of ["url", "consumer_key", "private_key"]) {
      expect(page.text).toMatch(new RegExp(`id="${field}" name="${field}" aria-describedby="[^"]*${field}-error" aria-invalid="true"`));
      expect(page.text).toContain(`<p class="fault" id="${field}-error">`);
    }
    expect(page.text).toContain('value="jira.example.com/"');
    expect(page.text).toContain("k".repeat(201));
    expect(page.text).not.toContain("hot-garbage");
    expect(page.text).not.toMatch(/name="verify_ssl" value="on" checked/);
    expect(page.text).toContain('role="alert"');
  });

  test("gives a key pair on request: the public half to paste, the private half only sealed", async () => {
    const { filledForm } = await administratorOf(app, jira);
    const page = await filledForm("values");
    expect(page.text).not.toContain("PRIVATE KEY-----\n");
    expect(publicKeyOn(page)).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(page.text).toContain(`<pre>values</pre>`);
    expect(page.text).toContain(`${app.system.api}/extensions/jira_server/setup/`);
    expect(Buffer.byteLength(page.text)).toBeLessThanOrEqual(30_000);
  });
});

describe("a set-up", () => {
  test("goes from the form to a working integration", async () => {
    const administrator = await administratorOf(app, jira);
    const sent = await administrator.submit(await administrator.filledForm("whole"), "Continue to Jira", { url: ` ${jira.url}/// ` });
    expect(sent.status).toBe(303);
    expect(sent.headers.get("location")).toMatch(`${jira.url}/plugins/servlet/oauth/authorize?oauth_token=`);
    const asked = jira.requests.find((it) => it.url.pathname.endsWith("/request-token"));
    expect(asked?.headers.authorization).toMatch(/oauth_consumer_key="whole".*oauth_signature_method="RSA-SHA1"/);
    expect(asked?.headers.authorization).not.toContain("oauth_token=");

    const confirm = await administrator.visit(await administrator.answerInJira(sent));
    expect(confirm.text).toContain("Ada Admin");
    expect(jira.webhooks.size).toBe(0);
    const end = await administrator.submit(confirm, "Finish", { sync_comments: "on", sync_status_reverse: null });
    expect(end.text).toContain("<strong>Connected.</strong>");

    const integration = await stored("whole");
    expect(integration).toMatchObject({
      name: "whole",
      status: "active",
      baseUrl: jira.url,
      verifySsl: true,
      ourAccount: "JIRAUSER10000",
      webhookId: "1",
    });
    expect(integration?.installations).toMatchObject([
      {
        organizationId,
        config: { sync_reverse_assignment: true, sync_forward_assignment: true, sync_comments: true, sync_status_reverse: false },
      },
    ]);
    const [webhook] = jira.webhooks.values();
    expect(webhook).toMatchObject({ events: ["jira:issue_created", "jira:issue_updated"] });
    const works = await fetch(String(webhook?.url), { method: "POST", body: "{}" });
    expect([works.status, await works.json()]).toEqual([200, { detail: "Ignored: The body names no ticket." }]);

    expect(await queryAll(keys.auditEntry(organizationId, 0, "").pk)).toMatchObject([
      { event: "INTEGRATION_ADD", data: { provider: "jira_server", name: "whole" } },
    ]);
    // Whoever comes back to a set-up that is finished is led to what it ended in.
    expect((await administrator.visit(confirm.path)).path).toContain(`/settings/acme/integrations/${integration?.id}/`);
    await app.idle();
    const recorded = async (type: string) =>
      (await app.get(`/api/0/organizations/acme/analytics-events/?type=${type}`)).body as { data: { step_index?: number } }[];
    expect((await recorded("integrations.pipeline_step")).map((it) => it.data.step_index).sort()).toEqual([1, 2, 3]);
    expect(await recorded("integration.added")).toHaveLength(1);

    const tested = await administrator.submit(end, "Test the connection");
    expect(tested.text).toContain(
      "<strong>It works.</strong> Jira 9.12.4 answered; Lockstep acts there as Ada Admin. Its webhook is in place.",
    );
  });

  test("with a personal access token needs no dance", async () => {
    jira.tokens.set("pat-of-ada", "admin");
    const { visit, submit } = await administratorOf(app, jira);
    const confirm = await submit(await visit(`${NEW}token/`), "Continue", { url: jira.url, token: "pat-of-ada" });
    expect(confirm.text).toContain("Ada Admin");
    const before = jira.webhooks.size;
    expect((await submit(confirm, "Finish")).text).toContain("<strong>Connected.</strong>");
    expect(jira.webhooks.size).toBe(before + 1);
    const refused = await submit(await visit(`${NEW}token/`), "Continue", { url: jira.url, token: "wrong" });
    expect(refused.text).toContain("Jira does not accept Lockstep’s credentials.".replace("’", "&#39;"));
    expect(refused.text).not.toContain("wrong");
    expect((await submit(await visit(`${NEW}token/`), "Continue", { url: "x", token: " " })).text.match(/class="fault"/g)).toHaveLength(2);
  });

  test("again: one webhook, another secret, no second installation", async () => {
    const administrator = await administratorOf(app, jira);
    await administrator.submit(await administrator.approved("again"), "Finish");
    const first = await stored("again");
    const hooks = jira.webhooks.size;
    await administrator.submit(await administrator.approved("again"), "Finish");
    const second = await stored("again");
    expect(jira.webhooks.size).toBe(hooks);
    expect(jira.webhooks.has(String(first?.webhookId))).toBe(false);
    expect(second?.sealedWebhookSecret).not.toBe(first?.sealedWebhookSecret);
    expect(second?.installations).toHaveLength(1);
    // The receiver, which may remember the old secret, takes what is signed with the new one.
    const url = String(jira.webhooks.get(String(second?.webhookId))?.url);
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(200);
  });

  test("in two tabs of one browser goes on in both", async () => {
    const administrator = await administratorOf(app, jira);
    const [one, two] = [await administrator.filledForm("tab-1"), await administrator.filledForm("tab-2")];
    const sentOne = await administrator.submit(one, "Continue to Jira");
    const sentTwo = await administrator.submit(two, "Continue to Jira");
    for (const sent of [sentTwo, sentOne])
      await administrator.submit(await administrator.visit(await administrator.answerInJira(sent)), "Finish");
    expect([(await stored("tab-1"))?.status, (await stored("tab-2"))?.status]).toEqual(["active", "active"]);
  });

  test("finished twice at once connects once, with one webhook", async () => {
    const administrator = await administratorOf(app, jira);
    const confirm = await administrator.approved("twice");
    const hooks = jira.webhooks.size;
    const ends = await Promise.all([administrator.submit(confirm, "Finish"), administrator.submit(confirm, "Finish")]);
    expect(ends.filter((it) => it.text.includes("<strong>Connected.</strong>")).length).toBeGreaterThanOrEqual(1);
    expect(jira.webhooks.size).toBe(hooks + 1);
  });

  test("with a fault at any request of its last step ends with one integration and one webhook that works", async () => {
    const route = "POST /settings/{organization}/integrations/jira-server/{pipeline}";
    const points = [0, 1, 2, 3, 4, 5, 6].flatMap((call) => (["before", "after"] as const).map((when) => ({ delivery: route, call, when })));
    const administrator = await administratorOf(app, jira);
    let hit = 0;
    for (const point of points) {
      const key = `fault ${point.when} ${point.call}`;
      const confirm = await administrator.approved(key);
      const before = new Set(jira.webhooks.keys());
      const faults = injectFaults([point]);
      const page = await administrator.submit(confirm, "Finish");
      faults.stop();
      hit += faults.hit.length;
      if (!page.text.includes("<strong>Connected.</strong>")) await administrator.submit(confirm, "Finish");
      const made = [...jira.webhooks.keys()].filter((it) => !before.has(it));
      expect(await stored(key), key).toMatchObject({ status: "active", webhookId: made[0] });
      expect(made, key).toHaveLength(1);
      expect((await fetch(String(jira.webhooks.get(made[0]!)?.url), { method: "POST", body: "{}" })).status, key).toBe(200);
    }
    expect(hit).toBeGreaterThanOrEqual(10);
  });

  test("on Jira 10 puts the webhook where it is now; once a delivery came signed, none is taken that is not", async () => {
    const ten = await startJira({ version: "10.3.6" });
    const administrator = await administratorOf(app, ten);
    expect((await administrator.submit(await administrator.approved("ten"), "Finish")).text).toContain("<strong>Connected.</strong>");
    expect(ten.webhooks.size).toBe(1);
    const [webhook] = ten.webhooks.values();
    const unsigned = async () => (await fetch(String(webhook?.url), { method: "POST", body: "{}" })).status;
    expect(await unsigned()).toBe(200);
    ten.tickets.edit(ten.tickets.create().id, { assignee: "bob" });
    await ten.deliveries.settled();
    expect(ten.deliveries.answers.map((it) => it.status)).toEqual([200, 200]);
    expect(await unsigned()).toBe(400);
    await ten.stop();
  });
});
