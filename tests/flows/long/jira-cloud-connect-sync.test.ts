import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectWorld, startConnectWorld } from "../../support/atlassian/connect-world.ts";
import { ADA, BOB } from "../../support/jira-cloud/state.ts";
import { jiraWebhooks } from "../../support/jira-webhooks.ts";

const FIRST = "the first secret that Jira shares";
let world: ConnectWorld;
let app: ConnectWorld["app"];
let site: ConnectWorld["site"];
let jira: ConnectWorld["jira"];
beforeAll(async () => {
  world = await startConnectWorld();
  ({ app, site, jira } = world);
  await jira.install(FIRST);
  await world.connect();
});
afterAll(() => world.stop());

describe("what a tenant tells", () => {
  test("keeps the owner in step both ways", async () => {
    const { issue, ticket, read } = await world.linked();
    site.tickets.edit(ticket.id, { assignee: ADA });
    expect(await jira.deliver(world.bodyOf(ticket.id), { identifier: "delivery-1" })).toEqual({
      status: 200,
      text: '{"detail":"Accepted."}',
    });
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ type: "user", email: "ada@example.com" });

    await app.advance(10);
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await app.idle();
    expect(site.tickets.find(ticket.id)?.assignee).toBe(BOB);
  });

  test("is refused with any other token: 401, and nothing changes", async () => {
    const { ticket, read } = await world.linked();
    site.tickets.edit(ticket.id, { assignee: ADA });
    const body = world.bodyOf(ticket.id);
    const stale = Math.floor(Date.now() / 1000) - 600;
    for (const how of [
      { by: "another secret" },
      { over: { qsh: "context-qsh" } },
      { over: { qsh: undefined } },
      { over: { iss: "another-tenant" } },
      { over: { iat: stale, exp: stale + 180 } },
    ])
      expect((await jira.deliver(body, how)).status).toBe(401);
    expect((await jira.post("/extensions/jira/issue-updated/", body, null)).status).toBe(401);
    expect((await jira.post("/extensions/jira/issue-updated/", body, jira.signed("/extensions/jira/issue-updated"))).status).toBe(401);
    await app.idle();
    expect((await read()).assignedTo).toBeNull();
  });

  test.each(Object.keys(jiraWebhooks))("a real body, %s, is never a 5xx", async (name) => {
    const { status } = await jira.deliver(jiraWebhooks[name]!);
    expect([200, 400]).toContain(status);
  });

  test("a secret of the next installation replaces the one before", async () => {
    const { ticket, read } = await world.linked();
    expect((await jira.install("the second secret that Jira shares")).status).toBe(204);
    site.tickets.edit(ticket.id, { assignee: ADA });
    expect((await jira.deliver(world.bodyOf(ticket.id), { by: FIRST })).status).toBe(401);
    expect((await jira.deliver(world.bodyOf(ticket.id))).status).toBe(200);
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ email: "ada@example.com" });
  });
});

describe("the panel of a ticket", () => {
  test("shows what is linked to it, in a frame of this Jira alone, and sets the badge", async () => {
    const { issue, ticket } = await world.linked();
    for (const url of [
      jira.pageUrl(`/extensions/jira/issue/${ticket.key}/?id=${ticket.id}`),
      jira.pageUrl(`/extensions/jira/issue/${ticket.key}/`),
      jira.pageUrl(`/extensions/jira/issue/${ticket.key}/`, { qsh: "context-qsh" }),
    ]) {
      const { status, text, headers } = await world.page(url);
      expect(status).toBe(200);
      expect(text).toContain(issue.shortId);
      expect(text).toContain(`/organizations/acme/issues/${issue.id}/`);
      expect(headers.get("content-security-policy")).toContain(`frame-ancestors ${new URL(site.url).origin}`);
    }
    const property = "com.atlassian.jira.issue:127.0.0.1.jira:sentry-issues-glance:status";
    expect(jira.badges.get(`${ticket.key} ${property}`)).toEqual({ type: "badge", value: { label: 1 } });
  });

  test("of a ticket that nobody linked says so, and so does the badge", async () => {
    const ticket = site.tickets.create();
    expect((await world.page(jira.pageUrl(`/extensions/jira/issue/${ticket.key}/`))).text).toContain(`No issue is linked to ${ticket.key}`);
    expect([...jira.badges].find(([it]) => it.startsWith(`${ticket.key} `))?.[1]).toMatchObject({ value: { label: 0 } });
  });

  test.each([
    [500, "Cannot reach host to set badge."],
    [503, "Cannot reach host to set badge."],
    [403, "User lacks permissions to set badge."],
    [404, "User lacks permissions to set badge."],
  ])("where Jira answers %i to the badge, says so", async (status, text) => {
    const { issue, ticket } = await world.linked();
    site.faults.set(`PUT /rest/api/3/issue/${ticket.key}/properties`, { status, body: '{"errorMessages":[]}' });
    const shown = await world.page(jira.pageUrl(`/extensions/jira/issue/${ticket.key}/?id=${ticket.id}`));
    expect(shown.text).toContain(text);
    expect(shown.text).toContain(issue.shortId);
    site.faults.clear();
  });

  test("is shown to nobody without a token of the tenant", async () => {
    expect((await world.page("/extensions/jira/issue/APP-1/")).status).toBe(401);
    expect((await world.page("/extensions/jira/issue/APP%201/")).status).toBe(400);
  });
});
