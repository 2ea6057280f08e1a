import { afterAll, beforeAll, expect, test } from "vitest";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { changeBody } from "../../support/atlassian/change-body.ts";
import { tenantOf } from "../../support/atlassian/connect-tenant.ts";
import { type ConnectWorld, startConnectWorld } from "../../support/atlassian/connect-world.ts";
import { type JiraCloudSite, startJiraCloud } from "../../support/jira-cloud/server.ts";
import { ADA, BOB } from "../../support/jira-cloud/state.ts";

/** Two tenants of Connect that know nothing of each other, and what one sends in the other's name; and a delivery that is not what it was. */
const OTHER = "0f6a2c11-77aa-3c1b-9d2e-6d1f0e0a9b42";
let world: ConnectWorld;
let elsewhere: JiraCloudSite;
let other: ReturnType<typeof tenantOf>;
beforeAll(async () => {
  [world, elsewhere] = await Promise.all([startConnectWorld(), startJiraCloud()]);
  await world.jira.install("the secret of the first tenant");
  await world.connect();
  other = tenantOf(world.app, elsewhere, OTHER);
  await other.install("the secret of the other tenant");
});
afterAll(() => Promise.all([world.stop(), elsewhere.stop()]));

test("a tenant that names another's ticket, by its id, changes nothing of it", async () => {
  const { ticket, read } = await world.linked();
  const theirs = elsewhere.tickets.create({ id: ticket.id, key: ticket.key });
  elsewhere.tickets.edit(theirs.id, { assignee: ADA });
  expect((await other.deliver(changeBody(elsewhere, theirs.id))).status).toBe(200);
  expect((await world.jira.deliver(changeBody(elsewhere, theirs.id), { by: other.secret() })).status).toBe(401);
  await world.app.idle();
  expect((await read()).assignedTo).toBeNull();
});

test("its panel of that ticket shows nothing, and its page for administrators leads to itself alone", async () => {
  const { issue, ticket } = await world.linked();
  const panel = await world.page(other.pageUrl(`/extensions/jira/issue/${ticket.key}/?id=${ticket.id}`));
  expect([panel.status, panel.text.includes(issue.shortId)]).toEqual([200, false]);
  const { text } = await world.page(other.pageUrl("/extensions/jira/ui-hook/"));
  const [, link = ""] = /href="([^"]*\/configure\/[^"]*)"/.exec(text) ?? [];
  const visitor = (await world.connect()).visitor;
  const form = await visitor.visit(new URL(link).pathname);
  expect(form.text).toContain(elsewhere.url);
  const before = await world.found();
  await visitor.submit(form, "Connect");
  expect(await world.found()).toEqual(before);
  expect(await integrations.find("jira", OTHER)).toMatchObject({ baseUrl: elsewhere.url, installations: [{ status: "active" }] });
});

test("a tenant that installs itself in another's name is refused, and uninstalls nobody but itself", async () => {
  const before = await world.found();
  const forged = other.installation({ clientKey: before?.externalId, sharedSecret: "a secret of the other tenant's own" });
  const [installed, uninstalled] = ["/extensions/jira/installed", "/extensions/jira/uninstalled"] as const;
  expect((await other.post(installed, forged, other.signed(installed))).status).toBe(401);
  expect((await other.post(uninstalled, forged, other.signed(uninstalled))).status).toBe(204);
  expect(await world.found()).toEqual(before);
  expect(await integrations.find("jira", OTHER)).toMatchObject({ status: "disabled" });
});

test("what comes again under the same identifier with another body is answered, and what came first stands", async () => {
  const { ticket, read } = await world.linked();
  world.site.tickets.edit(ticket.id, { assignee: ADA });
  const first = world.bodyOf(ticket.id);
  const forged = first.replaceAll(ADA, BOB);
  expect(forged).not.toBe(first);
  for (const body of [first, forged, first]) expect((await world.jira.deliver(body, { identifier: "one-delivery" })).status).toBe(200);
  await world.app.idle();
  expect((await read()).assignedTo).toMatchObject({ email: "ada@example.com" });
  const { activity } = await read();
  expect(activity.filter((it: { type: string }) => it.type === "assigned")).toHaveLength(1);
});
