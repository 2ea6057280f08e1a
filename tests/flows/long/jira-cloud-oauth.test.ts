import { encodeSymmetric, SymmetricAlgorithm } from "atlassian-jwt";
import { Resource } from "sst";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { oauthExternalId } from "../../../core/jira-cloud/oauth/credentials.ts";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { type App, startApp } from "../../support/app.ts";
import { APP } from "../../support/atlassian/approvals.ts";
import { changeBody } from "../../support/atlassian/change-body.ts";
import { type Atlassian, siteAt, startAtlassian } from "../../support/atlassian/server.ts";
import { type JiraCloudSite, startJiraCloud } from "../../support/jira-cloud/server.ts";
import { ADA, BOB } from "../../support/jira-cloud/state.ts";
import { jiraWebhooks } from "../../support/jira-webhooks.ts";
import { queryAll } from "../../support/store.ts";
import { unescaped, visitorOf } from "../../support/visitor.ts";

const FORM = "/settings/acme/integrations/jira-cloud/new/oauth/";
let app: App;
let atlassian: Atlassian;
let site: JiraCloudSite;
beforeAll(async () => {
  [app, site] = await Promise.all([startApp({ own: true }), startJiraCloud()]);
  atlassian = await startAtlassian({ site: siteAt(site) });
  Object.assign(Resource.Settings, atlassian.settings);
  Object.assign(atlassian.oauth.sites[0]!, { id: site.state.cloudId, url: "https://acme.atlassian.example/" });
  atlassian.oauth.apps.set(APP.clientId, { secret: APP.clientSecret, redirectUri: `${app.system.api}/extensions/jira/oauth/setup/` });
  // Who approved the app is who it acts as.
  site.callers.push((asked) => (atlassian.oauth.grantOf(asked) ? BOB : null));
  site.state.users.find((it) => it.accountId === BOB)!.admin = true;
});
afterEach(() => atlassian.faults.clear());
afterAll(() => Promise.all([app.stop(), atlassian.stop(), site.stop()]));

const found = (clientId = APP.clientId) => integrations.find("jira", oauthExternalId(clientId));
const typed = { client_id: APP.clientId, client_secret: APP.clientSecret };

async function administrator() {
  const visitor = visitorOf(app);
  await visitor.signIn();
  /** Up to Atlassian, and back with its answer. */
  const approved = async () => {
    const sent = await visitor.submit(await visitor.visit(FORM), "Continue to Atlassian", typed);
    const back = atlassian.oauth.approve(sent.headers.get("location") ?? "");
    return { back, page: await visitor.visit(back.pathname + back.search) };
  };
  return { ...visitor, approved };
}

const bodyOf = (ticketId: string) => changeBody(site, ticketId, { matchedWebhookIds: [1001] });
async function deliver(body: Buffer | string, { secret = APP.clientSecret, clientId = APP.clientId, claims = {} as object } = {}) {
  const token = encodeSymmetric({ iss: "jira", exp: Math.floor(Date.now() / 1000) + 300, ...claims }, secret, SymmetricAlgorithm.HS256);
  const response = await fetch(new URL(`/extensions/jira/oauth/issue-updated/${clientId}/`, app.system.api), {
    method: "POST",
    body: new Uint8Array(Buffer.from(body)),
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  });
  return { status: response.status, text: await response.text() };
}

describe("connecting with OAuth 2.0", () => {
  test("tells what the app at Atlassian needs; what is typed wrong is said, and the secret is not shown again", async () => {
    const { visit, submit } = await administrator();
    const form = await visit(FORM);
    expect(form.text).toContain(`${app.system.api}/extensions/jira/oauth/setup/`);
    expect(form.text).toContain("manage:jira-webhook");
    const again = await submit(form, "Continue to Atlassian", { client_id: "../x", client_secret: "short" });
    expect(again.text).toMatch(/id="client_id"[^>]*aria-invalid="true"/);
    expect(again.text).toMatch(/id="client_secret"[^>]*aria-invalid="true"/);
    expect(again.text).not.toContain("short");
  });

  test("asks Atlassian for what is needed, with a state that only this browser's set-up is found by", async () => {
    const { visit, submit, approved } = await administrator();
    const sent = await submit(await visit(FORM), "Continue to Atlassian", typed);
    const asked = new URL(sent.headers.get("location") ?? "");
    expect(asked.origin + asked.pathname).toBe(`${atlassian.url}/authorize`);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      ...{ audience: "api.atlassian.com", client_id: APP.clientId, response_type: "code", prompt: "consent" },
      scope: "read:jira-work write:jira-work read:jira-user manage:jira-webhook offline_access",
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(asked.href).not.toContain(encodeURIComponent(APP.clientSecret));

    const { back } = await approved();
    const stranger = await administrator();
    const refused = await stranger.visit(back.pathname + back.search);
    expect(refused.text).toContain("not under way in this browser");
    const guessed = await visit(`/extensions/jira/oauth/setup/?state=guessed&code=${back.searchParams.get("code")}`);
    expect(guessed.text).toContain("not under way in this browser");
    expect(await found()).toBeNull();
  });

  test("somebody who says no, or a code that is not good, leaves nothing behind", async () => {
    const { visit, submit } = await administrator();
    const begin = async () => {
      const sent = await submit(await visit(FORM), "Continue to Atlassian", typed);
      return new URL(sent.headers.get("location") ?? "").searchParams.get("state");
    };
    const denied = await visit(`/extensions/jira/oauth/setup/?state=${await begin()}&error=access_denied`);
    expect(denied.text).toContain("Access was not approved");
    const wrong = await visit(`/extensions/jira/oauth/setup/?state=${await begin()}&code=made-up`);
    expect(wrong.text).toContain("Atlassian did not let Lockstep in");
    expect(wrong.text).not.toContain(APP.clientSecret);
    expect(await found()).toBeNull();
  });

  test("a Jira that refuses the webhook leaves nothing behind; then it is connected, with one webhook for all projects", async () => {
    const { approved, submit, visit } = await administrator();
    const { page, back } = await approved();
    expect(page.text).toContain("acme.atlassian.example");
    atlassian.faults.set("/ex/jira/", { status: 403, body: '{"errorMessages":["Not for you"]}' });
    const refused = await submit(page, "Finish");
    expect(unescaped(refused.text)).toContain("Not for you");
    expect(await found()).toBeNull();
    atlassian.faults.clear();

    // Coming back twice is as once.
    const again = await visit(back.pathname + back.search);
    const done = await submit(again, "Finish");
    expect(done.path).toMatch(/^\/settings\/acme\/integrations\/\d+\/\?notice=connected$/);
    const known = await found();
    expect(known).toMatchObject({ ourAccount: BOB, baseUrl: "https://acme.atlassian.example", installations: [{ status: "active" }] });
    expect(atlassian.webhooks.living(APP.clientId)).toMatchObject([
      [
        Number(known?.webhookId),
        { url: `${app.system.api}/extensions/jira/oauth/issue-updated/${APP.clientId}/`, jqlFilter: "project in (10000,10001)" },
      ],
    ]);
    expect(await queryAll(`INTEGRATION#jira#${known?.externalId}`).then(JSON.stringify)).not.toMatch(/access-|refresh-|secret-of-the-app/);
  });

  test("a site that was not approved is refused, and another organization's app too", async () => {
    const { approved, submit } = await administrator();
    const { page } = await approved();
    const other = await submit(page, "Finish", { site: "00000000-0000-0000-0000-000000000000" });
    expect(other.text).toContain("Choose one of the sites");
    const known = (await found())!;
    await integrations.put({ ...known, installations: [{ ...known.installations[0]!, organizationId: 999 }] });
    const taken = await submit(page, "Finish");
    expect(taken.text).toContain("Another organization has connected");
    const [theirs] = (await found())!.installations.filter((it) => it.organizationId === 999);
    await integrations.disable(known, { organizationId: theirs!.organizationId, by: 1, at: Date.now() });
    await submit(page, "Finish");
    expect(await found()).toMatchObject({ status: "active" });
  });
});

describe("a connection by OAuth 2.0", () => {
  let serial = 0;
  async function linked() {
    const issue = await app.capture({ message: `failure ${++serial}`, frame: `frame${serial}` });
    const ticket = site.tickets.create();
    const { id } = (await found())!;
    const answer = await app.put(`/api/0/issues/${issue.id}/integrations/${id}/`, { externalIssue: ticket.key });
    expect(answer).toMatchObject({ status: 201, body: { key: ticket.key } });
    await app.idle();
    return { issue, ticket, read: async () => (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body };
  }

  test("hears of the site with a token of the app's secret, and of nobody else", async () => {
    const { ticket, read } = await linked();
    site.tickets.edit(ticket.id, { assignee: ADA });
    for (const how of [{ secret: "another" }, { clientId: "another" }, { claims: { exp: 1_000_000_000 } }])
      expect((await deliver(bodyOf(ticket.id), how)).status).toBe(401);
    await app.idle();
    expect((await read()).assignedTo).toBeNull();
    expect(await deliver(bodyOf(ticket.id))).toEqual({ status: 200, text: '{"detail":"Accepted."}' });
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ email: "ada@example.com" });
  });

  test.each(Object.keys(jiraWebhooks))("a real body, %s, is never a 5xx", async (name) =>
    expect([200, 400]).toContain((await deliver(jiraWebhooks[name]!)).status),
  );

  test("goes on when its token ends: renewed once, however much there is to do", async () => {
    const all = [await linked(), await linked(), await linked()];
    const before = atlassian.oauth.refreshed.count;
    await app.advance(3 * 3600);
    await Promise.all(all.map(({ issue }) => app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" })));
    await app.idle();
    for (const { ticket } of all) expect(site.tickets.find(ticket.id)?.assignee).toBe(ADA);
    expect(atlassian.oauth.refreshed.count).toBe(before + 1);
    expect(atlassian.oauth.grants.every((it) => !it.revoked)).toBe(true);
  });

  test("goes on when Jira refuses its token before that ends", async () => {
    const { issue, ticket } = await linked();
    const before = atlassian.oauth.refreshed.count;
    for (const it of atlassian.oauth.grants) it.access = "ended by Atlassian";
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    expect(site.tickets.find(ticket.id)?.assignee).toBe(ADA);
    expect(atlassian.oauth.refreshed.count).toBe(before + 1);
  });

  test("its webhook is there after 90 days, kept by the schedule", async () => {
    const [id] = atlassian.webhooks.living(APP.clientId).map(([it]) => it);
    for (let days = 0; days < 90; days += 10) {
      await app.advance(10 * 86_400);
      await app.idle();
    }
    expect(atlassian.webhooks.living(APP.clientId).map(([it]) => it)).toEqual([id]);
    expect((await found())?.webhookId).toBe(String(id));
  });

  test("access that is withdrawn in the middle is said on the page, with what to do, and comes back when it is connected again", async () => {
    const { issue, ticket } = await linked();
    for (const it of atlassian.oauth.grants) it.revoked = true;
    const { submit, approved, visit } = await administrator();
    const { id } = (await found())!;
    const mapping = { "10000": { on_resolve: "10004", on_unresolve: "10002" } };
    await app.post(`/api/0/organizations/acme/integrations/${id}/`, { sync_status_forward: mapping, sync_comments: true });
    const tested = await submit(await visit(`/settings/acme/integrations/${id}/`), "Test the connection");
    expect(tested.text).toContain("Connect this Jira again");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    expect(site.tickets.find(ticket.id)?.assignee).toBeNull();

    await submit((await approved()).page, "Finish");
    await app.advance(600);
    await app.idle();
    await expect.poll(() => site.tickets.find(ticket.id)?.assignee).toBe(ADA);
    const { configData } = (await app.get(`/api/0/organizations/acme/integrations/${id}/`)).body;
    expect(configData).toMatchObject({ sync_status_forward: mapping, sync_comments: true });
  });
});
