import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { type App, startApp } from "../support/app.ts";
import { type JiraCloudSite, startJiraCloud } from "../support/jira-cloud/server.ts";
import { ADA, BOB } from "../support/jira-cloud/state.ts";
import { jiraWebhooks } from "../support/jira-webhooks.ts";
import { visitorOf } from "../support/visitor.ts";

const NEW = "/settings/acme/integrations/jira-cloud/new/";

let app: App;
let site: JiraCloudSite;
let visitor: ReturnType<typeof visitorOf>;
let organizationId: number;
beforeAll(async () => {
  [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  visitor = visitorOf(app);
  await visitor.signIn();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterEach(() => site.faults.clear());
afterAll(async () => {
  await site.stop();
  await app.stop();
});

const stored = () => integrations.find("jira", `${organizationId}.${site.state.cloudId}`);
const typed = (accountId = ADA, over: Record<string, string> = {}) => ({ site: site.url, ...site.tokenOf(accountId), ends: "", ...over });
const connect = async (fields: Record<string, string>) => visitor.submit(await visitor.visit(NEW), "Connect", fields);
const webhooks = () => [...site.state.webhooks.values()] as { url: string; secret: string; events: string[]; name: string }[];
const shells = (text: string) => [...text.matchAll(/<pre>([^<]+)<\/pre>/g)].map((it) => it[1]!);

async function deliver(
  body: string | Buffer,
  { secret, url = webhooks()[0]!.url, signature }: { secret?: string; url?: string; signature?: string },
) {
  const bytes = Buffer.from(body);
  const own = secret === undefined ? undefined : `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
  const sent = signature ?? own;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(sent !== undefined && { "x-hub-signature": sent }) },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, text: await response.text() };
}

describe("the form", () => {
  test("shows every fault with its field, keeps what was typed but the token, and asks nobody", async () => {
    site.requests.splice(0);
    const page = await connect({ site: "http://me:secret@acme.example.com", email: "nobody", token: "short", ends: "2020-01-01" });
    for (const field of ["site", "email", "token", "ends"]) expect(page.text).toContain(`id="${field}-error"`);
    expect(page.text).toContain('value="nobody"');
    expect(page.text).not.toContain("short");
    expect(site.requests).toEqual([]);
  });

  test("tells a wrong address from a wrong token, and a wrong address is told no token", async () => {
    site.faults.set("/_edge/tenant_info", { status: 200, body: "<!DOCTYPE html><title>Some shop</title>" });
    site.requests.splice(0);
    expect((await connect(typed())).text).toContain('id="site-error"');
    expect(site.requests.map((it) => [it.url.pathname, it.headers.authorization])).toEqual([["/_edge/tenant_info", undefined]]);
    site.faults.clear();
    const page = await connect(typed(ADA, { token: "not-the-token" }));
    expect(page.text).toContain('id="token-error"');
    expect(page.text).not.toContain("not-the-token");
    expect(await stored()).toBeNull();
  });

  test("names the permissions that the account lacks", async () => {
    const permissions = Object.fromEntries(["BROWSE_PROJECTS", "USER_PICKER"].map((it) => [it, { havePermission: true }]));
    site.faults.set("/rest/api/3/mypermissions", { status: 200, body: JSON.stringify({ permissions }) });
    const page = await connect(typed());
    expect(page.text).toContain("<strong>Assign issues</strong>");
    expect(page.text).not.toContain("<strong>Browse users and groups</strong>");
    expect([await stored(), site.state.webhooks.size]).toEqual([null, 0]);
  });

  test("of a Jira that takes no webhook, leaves nothing behind", async () => {
    site.faults.set("POST /rest/webhooks", { status: 400, body: '{"messages":[{"key":"No more WebHooks here."}]}' });
    expect((await connect(typed())).text).toContain("No more WebHooks here.");
    expect(await stored()).toBeNull();
  });
});

describe("an account that may not make webhooks", () => {
  test("is shown what an administrator pastes, once, and works when it is pasted", async () => {
    const page = await connect(typed(BOB));
    const [url, secret] = shells(page.text) as [string, string];
    expect([page.status, page.headers.get("cache-control"), site.state.webhooks.size]).toEqual([200, "no-store", 0]);
    const { id } = (await stored())!;
    const webhook = `/settings/acme/integrations/${id}/webhook/`;
    expect((await visitor.visit(webhook)).text).toContain("nothing yet");
    expect((await visitor.visit(webhook)).text).not.toContain(secret);
    site.state.webhooks.set("1", { name: "Lockstep", url, secret, events: ["jira:issue_updated"] });
    site.tickets.edit(site.tickets.create().id, { assignee: BOB });
    await site.deliveries.settled();
    expect(site.deliveries.answers.at(-1)).toEqual({ event: "jira:issue_updated", status: 200 });
    expect((await visitor.visit(webhook)).text).toContain("Jira has sent something");
  });

  test("keeps the webhook that was pasted when it connects again, and another secret overlaps with the one of before", async () => {
    const [before] = webhooks();
    expect((await connect(typed(BOB))).path).toContain("notice=connected");
    const { id } = (await stored())!;
    const page = await visitor.submit(await visitor.visit(`/settings/acme/integrations/${id}/webhook/`), "Replace the secret");
    const [url, secret] = shells(page.text) as [string, string];
    expect([url, secret === before!.secret]).toEqual([before!.url, false]);
    for (const it of [before!.secret, secret]) expect(await deliver("{}", { secret: it })).toMatchObject({ status: 200 });
    await app.advance(8 * 86_400);
    await visitor.signIn();
    expect(await deliver("{}", { secret: before!.secret })).toMatchObject({ status: 401 });
    expect(await deliver("{}", { secret })).toMatchObject({ status: 200 });
  });
});

describe("an administrator's account", () => {
  test("is connected at once, with a webhook of a secret that nobody knows and a token that nobody reads", async () => {
    site.state.webhooks.clear();
    const { token } = site.tokenOf(ADA);
    const page = await connect(typed(ADA, { ends: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10) }));
    expect(page.text).toContain("<strong>Connected.</strong>");
    expect(page.text).toContain("Make a new one, and connect again with it");
    const integration = (await stored())!;
    expect(integration).toMatchObject({
      provider: "jira",
      baseUrl: site.url,
      ourAccount: ADA,
      webhookId: [...site.state.webhooks.keys()][0],
    });
    expect(JSON.stringify(integration)).not.toContain(token);
    expect(JSON.stringify(integration)).not.toContain(webhooks()[0]!.secret);
    expect(webhooks()).toMatchObject([{ name: "Lockstep", events: ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"] }]);
  });

  test("finds the site again that has another name by now", async () => {
    const { id } = (await stored())!;
    const renamed = site.url.replace("127.0.0.1", "localhost");
    expect((await connect(typed(ADA, { site: `${renamed}/jira/software/projects/APP?filter=1` }))).path).toContain(`/${id}/`);
    expect(await stored()).toMatchObject({ id, baseUrl: renamed });
    await connect(typed());
    expect(await stored()).toMatchObject({ id, baseUrl: site.url });
  });

  test("replaces the secret in Jira too; what Jira refused is taken back", async () => {
    const { id } = (await stored())!;
    const [before] = webhooks();
    const replace = async () => visitor.submit(await visitor.visit(`/settings/acme/integrations/${id}/webhook/`), "Replace the secret");
    expect((await replace()).text).toContain("has another secret");
    const [after] = webhooks();
    expect(after!.secret).not.toBe(before!.secret);
    for (const { secret } of [before!, after!]) expect(await deliver("{}", { secret })).toMatchObject({ status: 200 });
    site.faults.set("PUT /rest/webhooks", { status: 403, body: "{}" });
    expect((await replace()).text).toContain("could not be replaced");
    // However long Jira goes on with it.
    await app.advance(3 * 3600);
    await visitor.signIn();
    expect(await deliver("{}", { secret: after!.secret })).toMatchObject({ status: 200 });
    site.faults.set("PUT /rest/webhooks", "lost");
    expect((await replace()).text).toContain("could not be replaced");
    for (const { secret } of [after!, webhooks()[0]!]) expect(await deliver("{}", { secret })).toMatchObject({ status: 200 });
  });

  test("connected again has one webhook, and what the last one sent is still taken", async () => {
    const { id, webhookId } = (await stored())!;
    const [before] = webhooks();
    await connect(typed());
    expect(await stored()).toMatchObject({ id });
    expect([webhooks().length, site.state.webhooks.has(webhookId!)]).toEqual([1, false]);
    for (const { secret } of [before!, webhooks()[0]!]) expect(await deliver("{}", { secret })).toMatchObject({ status: 200 });
  });
});

describe("a delivery", () => {
  const secretNow = () => webhooks()[0]!.secret;

  test.each(Object.keys(jiraWebhooks))("%s is answered 200 or 400", async (name) => {
    const answer = await deliver(jiraWebhooks[name]!, { secret: secretNow() });
    expect([200, 400]).toContain(answer.status);
  });

  test.each<[string, (body: Buffer) => { secret?: string; signature?: string }]>([
    ["that is not signed", () => ({})],
    ["with an empty signature", () => ({ signature: "" })],
    ["signed with another secret", () => ({ secret: "wrong" })],
    ["by another method", (it) => ({ signature: `sha1=${createHmac("sha1", secretNow()).update(it).digest("hex")}` })],
    ["with half a signature", () => ({ signature: "sha256=00" })],
    [
      "whose signature is of other bytes",
      (it) => ({ signature: `sha256=${createHmac("sha256", secretNow()).update(`${it} `).digest("hex")}` }),
    ],
  ])("%s is refused for good, before anything is read of it", async (_, how) => {
    const body = Buffer.from("this is no JSON");
    expect(await deliver(body, how(body))).toMatchObject({ status: 401 });
    const known = jiraWebhooks["webhook-issue-updated-assigned"]!;
    expect(await deliver(known, how(known))).toMatchObject({ status: 401 });
  });

  test("that is signed and no JSON is refused for good; of somebody unknown as one that is not signed", async () => {
    expect(await deliver("{", { secret: secretNow() })).toMatchObject({ status: 400 });
    const { url } = webhooks()[0]!;
    for (const tenant of ["1.35273b54-3f06-40d2-880f-dd28cf8daafb", "x", "..%2f", `${organizationId}.${site.state.cloudId}%00`]) {
      const other = url.replace(/[^/]+\/?$/, `${tenant}/`);
      expect((await deliver("{}", { secret: secretNow(), url: other })).status, tenant).toBe(401);
    }
  });

  test("is not taken any more once it is disconnected, and the webhook is gone from Jira", async () => {
    const { id } = (await stored())!;
    const [last] = webhooks();
    await visitor.submit(await visitor.visit(`/settings/acme/integrations/${id}/uninstall/`), "Disconnect");
    expect([site.state.webhooks.size, (await stored())?.sealedCredentials]).toEqual([0, null]);
    expect(await deliver("{}", { secret: last!.secret, url: last!.url })).toMatchObject({ status: 401 });
  });
});
