import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { visitorOf } from "../../support/visitor.ts";

/** Webhooks that never come: every quarter of an hour Jira is asked what changed there. */
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
const INTEGRATION = 4_000_000_000_000_910;
const API = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(() => {
  jira.faults.clear();
  jira.deliveries.fail(null);
});

const issueOf = async (id: string) =>
  (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body as {
    status: string;
    assignedTo: { name: string } | null;
    activity: { type: string }[];
  };
const asked = (path: RegExp) => jira.requests.filter((it) => path.test(`${it.method} ${it.url.pathname}`)).length;
const SEARCH = /^GET \/rest\/api\/2\/search/;
async function linked(name: string) {
  const issue = await app.capture({ message: `comparing ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await app.idle();
  return { issue, ticket };
}
async function quarterOfAnHour(): Promise<void> {
  await app.advance(901);
  await app.idle();
}

test("an assignee and a status whose webhooks were lost come within a quarter of an hour, once, and nothing is written to Jira", async () => {
  const { issue, ticket } = await linked("lost");
  jira.deliveries.fail("drop");
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  jira.tickets.edit(ticket.id, { statusId: "6" });
  expect(await issueOf(issue.id)).toMatchObject({ status: "unresolved", assignedTo: null });
  const writes = asked(/^(PUT|POST) \/rest\/api\/2\/issue/);
  await quarterOfAnHour();
  const after = await issueOf(issue.id);
  expect(after).toMatchObject({ status: "resolved", assignedTo: { name: "Bob" } });
  await quarterOfAnHour();
  expect((await issueOf(issue.id)).activity).toEqual(after.activity);
  expect(after.activity.map((it) => it.type).sort()).toEqual(["assigned", "create_issue", "first_seen", "set_resolved"]);
  expect(asked(/^(PUT|POST) \/rest\/api\/2\/issue/)).toBe(writes);
  expect((await app.get(API)).body.compared.repaired).toEqual({ count: 1, last: expect.any(String) });
  const visitor = visitorOf(app);
  await visitor.signIn();
  expect((await visitor.visit(`/settings/acme/integrations/${INTEGRATION}/health/`)).text).toContain(
    "Comparing with Jira has put one ticket right of which nothing had been heard",
  );
});

test("what came by webhook, and what we wrote ourselves, costs one more look, and then one search for all and no more", async () => {
  const { issue, ticket } = await linked("known");
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  await jira.deliveries.settled();
  await app.idle();
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com", status: "resolved" });
  await app.idle();
  await jira.deliveries.settled();
  await app.idle();
  await quarterOfAnHour();
  const [searches, reads] = [asked(SEARCH), asked(/^GET \/rest\/api\/2\/issue/)];
  await quarterOfAnHour();
  expect([asked(SEARCH) - searches, asked(/^GET \/rest\/api\/2\/issue/) - reads]).toEqual([1, 0]);
});

test("what was decided here after the lost change stands, and Jira is told", async () => {
  const { issue, ticket } = await linked("overtaken");
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await app.idle();
  await jira.deliveries.settled();
  jira.deliveries.fail("drop");
  await app.advance(60);
  jira.tickets.edit(ticket.id, { assignee: null });
  await app.advance(60);
  // Bob is the owner here already: no change, but a decision.
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await quarterOfAnHour();
  expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
});

test("a ticket that was moved while nobody listened is known by its new key", async () => {
  const { issue, ticket } = await linked("moved");
  jira.deliveries.fail("drop");
  jira.tickets.edit(ticket.id, { key: "OPS-77", projectId: "10001" });
  await quarterOfAnHour();
  const links = (await app.get(`/api/0/organizations/acme/issues/${issue.id}/external-issues/`)).body;
  expect(links).toMatchObject([{ displayName: "OPS-77" }]);
});

test("whoever has a ticket when it is linked has the issue; its status says nothing to the issue", async () => {
  const ticket = jira.tickets.create();
  jira.deliveries.fail("drop");
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  jira.tickets.edit(ticket.id, { statusId: "6" });
  await app.advance(10);
  const issue = await app.capture({ message: "comparing links", frame: "links" });
  await lockstep.link(issue.id, ticket);
  await quarterOfAnHour();
  expect(await issueOf(issue.id)).toMatchObject({ assignedTo: { name: "Bob" }, status: "unresolved" });
  expect(jira.tickets.find(ticket.id)).toMatchObject({ assignee: "bob", statusId: "6" });
  expect((await lockstep.known(ticket.id))?.reasons[issue.id]?.status?.kind).toBe("linked");
});

test("a Jira that does not answer is asked the next time, for all of it; why stands with the integration", async () => {
  const { issue, ticket } = await linked("down");
  jira.deliveries.fail("drop");
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  jira.faults.set("/rest/api/2/search", { status: 401, body: "{}" });
  await quarterOfAnHour();
  const { until, failure } = (await app.get(API)).body.compared;
  expect(failure.text).toContain("Jira does not accept Lockstep's credentials.");
  expect((await issueOf(issue.id)).assignedTo).toBeNull();
  jira.faults.clear();
  for (let hours = 0; hours < 2; hours++) await app.advance(3600);
  await app.idle();
  expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
  const { compared } = (await app.get(API)).body;
  expect(compared.failure).toBeNull();
  expect(Date.parse(compared.until)).toBeGreaterThan(Date.parse(until));
});

test("many changes take several pages, the oldest last", async () => {
  const { issue, ticket } = await linked("pages");
  jira.deliveries.fail("drop");
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  for (let n = 0; n < 230; n++) jira.tickets.create();
  const searches = asked(SEARCH);
  await quarterOfAnHour();
  expect(asked(SEARCH) - searches).toBeGreaterThanOrEqual(3);
  expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
});

test("nothing is asked where nothing is switched on, and nothing of what is disconnected", async () => {
  const config = { sync_reverse_assignment: false, sync_status_reverse: false, sync_forward_assignment: false, sync_status_forward: {} };
  expect((await app.post(API, config)).status).toBeLessThan(300);
  const before = asked(SEARCH);
  // A warm function knows the integration for a minute as it was.
  await app.advance(61);
  await quarterOfAnHour();
  expect(asked(SEARCH)).toBe(before);
  await app.remove(API);
  await quarterOfAnHour();
  expect(asked(SEARCH)).toBe(before);
  expect((await app.get(API)).status).toBe(404);
});
