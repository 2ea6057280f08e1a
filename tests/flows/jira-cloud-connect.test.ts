import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectTenants } from "../../functions/adapters/dynamo/connect-tenants.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { type ConnectWorld, startConnectWorld, TENANT } from "../support/atlassian/connect-world.ts";
import { forged, KEY, OTHER_KEY } from "../support/atlassian/tokens.ts";
import { ADA, BOB } from "../support/jira-cloud/state.ts";
import { visitorOf } from "../support/visitor.ts";

const FIRST = "the first secret that Jira shares";
let world: ConnectWorld;
let app: ConnectWorld["app"];
let site: ConnectWorld["site"];
let jira: ConnectWorld["jira"];
beforeAll(async () => {
  world = await startConnectWorld();
  ({ app, site, jira } = world);
});
afterEach(() => world.atlassian.faults.clear());
afterAll(() => world.stop());

describe("the app on Atlassian Connect", () => {
  test("has a descriptor, and the icon that it names", async () => {
    const { status, body } = await app.get("/extensions/jira/descriptor/");
    expect(status).toBe(200);
    expect(body).toMatchObject({ key: "127.0.0.1.jira", baseUrl: app.system.api, authentication: { type: "jwt" } });
    const icon = await world.page(body.modules.jiraIssueContexts[0].icon.url);
    expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  test("is not installed by anybody but Atlassian", async () => {
    const url = "/extensions/jira/installed";
    const body = jira.installation({ sharedSecret: "a secret of somebody's own" });
    const facts = { issuer: TENANT, url, now: Date.now(), over: { aud: [app.system.api] } };
    for (const authorization of [
      null,
      "JWT",
      `JWT ${forged({ alg: "none" }, facts, null)}`,
      `JWT ${forged({ alg: "HS256" }, facts, { hmac: "a secret of somebody's own" })}`,
      `JWT ${forged({ alg: "RS256" }, facts, { rsa: KEY.privateKey })}`,
      jira.signed(url, { kid: "../keys/x" }),
      jira.signed(url, { kid: "no-such-key" }),
      jira.signed(url, { privateKey: OTHER_KEY.privateKey }),
      jira.signed("/extensions/jira/uninstalled"),
      jira.signed(url, { audience: "https://elsewhere.example.com" }),
      jira.signed(url, { issuer: "another-tenant" }),
    ]) {
      expect(await jira.post(url, body, authorization)).toMatchObject({ status: 401, text: expect.stringContaining("detail") });
    }
    expect((await jira.post(url, "", jira.signed(url))).status).toBe(400);
    expect((await jira.post(url, "{", jira.signed(url))).status).toBe(400);
    expect(await world.found()).toBeNull();
  });

  test("cannot be installed as long as Atlassian's keys cannot be had, and is then", async () => {
    world.atlassian.keys.set("fresh-key", KEY.publicKey);
    const url = "/extensions/jira/installed";
    for (const fault of [{ status: 503 }, "lost" as const]) {
      world.atlassian.faults.set("/keys/", fault);
      const refused = await jira.post(url, jira.installation({ sharedSecret: FIRST }), jira.signed(url, { kid: "fresh-key" }));
      expect(refused.status).toBe(503);
    }
    expect(await world.found()).toBeNull();
    world.atlassian.faults.clear();
    expect((await jira.install(FIRST)).status).toBe(204);
    expect(await world.found()).toMatchObject({ status: "active", baseUrl: site.url, installations: [] });
  });

  test("of nobody yet says so in the log, and does nothing else", async () => {
    const ticket = site.tickets.create();
    site.tickets.edit(ticket.id, { assignee: BOB });
    expect(await jira.deliver(world.bodyOf(ticket.id))).toMatchObject({ status: 200, text: expect.stringContaining("No organization") });
  });
});

describe("the page for Jira's administrators", () => {
  test("stands in a frame of this Jira alone, and leads to the organization's integration", async () => {
    const { framed, form, done } = await world.connect();
    expect(framed.status).toBe(200);
    expect(framed.headers.get("content-security-policy")).toContain(`frame-ancestors ${new URL(site.url).origin}`);
    expect(framed.headers.get("x-frame-options")).toBeNull();
    expect(form.text).toContain(site.url);
    expect(done.path).toMatch(/^\/settings\/acme\/integrations\/\d+\/\?notice=connected$/);
    expect(await world.found()).toMatchObject({
      ourAccount: "557058:the-account-of-the-app",
      name: "Acme's Jira",
      installations: [{ status: "active", config: { sync_reverse_assignment: true } }],
    });
  });

  test("what Jira calls itself, and its picture, are over REST, and stay where Jira does not say them", async () => {
    const id = (await world.found())?.id;
    const shown = async () => (await app.get(`/api/0/organizations/acme/integrations/${id}/`)).body;
    const known = { name: "Acme's Jira", icon: `${site.url}/rest/api/3/universal_avatar/view/type/project/avatar/10400` };
    expect(await shown()).toMatchObject({ ...known, domainName: new URL(site.url).host });
    for (const place of ["/rest/api/3/serverInfo", "/rest/api/3/project/search"]) site.faults.set(place, { status: 503 });
    await world.connect();
    site.faults.clear();
    expect(await shown()).toMatchObject(known);
  });

  test.each([
    ["without a token", "/extensions/jira/ui-hook/"],
    ["with a token that stands for any user", "context"],
    ["with another page's token", "another"],
  ])("%s cannot be verified", async (_, path) => {
    const url =
      path === "context"
        ? jira.pageUrl("/extensions/jira/ui-hook/", { qsh: "context-qsh" })
        : path === "another"
          ? jira.pageUrl("/extensions/jira/issue/APP-1/").replace("issue/APP-1", "ui-hook")
          : path;
    const { status, text, headers } = await world.page(url);
    expect(status).toBe(401);
    expect(text).toContain("Unable to verify installation");
    expect(text).not.toContain("/configure/");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors https://*.atlassian.net");
  });

  test("its link is ours, holds for a day, and is nobody's to make", async () => {
    const visitor = visitorOf(app);
    await visitor.signIn();
    expect((await visitor.visit("/extensions/jira/configure/made-up/")).status).toBe(404);
    expect((await world.page("/extensions/jira/configure/made-up/")).text).toContain("Sign in");
  });
});

describe("two organizations that have one tenant", () => {
  test("each leave it alone: what one takes away stays with the other", async () => {
    const { ticket, read } = await world.linked();
    const tenant = (await world.found())!;
    const own = tenant.installations[0]!;
    await connectTenants.join(tenant, { ...own, organizationId: 999 }, { by: 7, at: Date.now() });
    await integrations.withdraw(tenant, { organizationId: 999, by: 7, at: Date.now() });
    site.tickets.edit(ticket.id, { assignee: ADA });
    expect((await jira.deliver(world.bodyOf(ticket.id))).status).toBe(200);
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ email: "ada@example.com" });

    await connectTenants.join(tenant, { ...own, organizationId: 999 }, { by: 7, at: Date.now() });
    const { status } = await app.call("DELETE", `/api/0/organizations/acme/integrations/${tenant.id}/`);
    expect(status).toBe(204);
    const left = await world.found();
    expect(left).toMatchObject({ status: "active", sealedWebhookSecret: expect.any(String) });
    expect(left?.installations.map((it) => [it.organizationId, it.status]).sort()).toEqual(
      [
        [own.organizationId, "disabled"],
        [999, "active"],
      ].sort(),
    );
    await integrations.withdraw(tenant, { organizationId: 999, by: 7, at: Date.now() });
    await world.connect();
  });
});

describe("a tenant that uninstalls the app", () => {
  test("is not listened to any more, until it installs it again", async () => {
    const { ticket, read } = await world.linked();
    expect((await jira.uninstall()).status).toBe(204);
    site.tickets.edit(ticket.id, { assignee: ADA });
    expect((await jira.deliver(world.bodyOf(ticket.id))).status).toBe(401);
    expect((await world.page(jira.pageUrl("/extensions/jira/ui-hook/"))).status).toBe(401);
    expect((await jira.uninstall()).status).toBe(204);
    expect(await world.found()).toMatchObject({ status: "disabled", sealedWebhookSecret: null });
    await app.idle();
    expect((await read()).assignedTo).toBeNull();

    await jira.install("the third secret that Jira shares");
    expect((await jira.deliver(world.bodyOf(ticket.id))).status).toBe(200);
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ email: "ada@example.com" });
  });
});
