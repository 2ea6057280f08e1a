import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../../support/app.ts";
import { connectCloud, LOCKSTEP } from "../../support/connected-cloud.ts";
import { type JiraCloudSite, startJiraCloud } from "../../support/jira-cloud/server.ts";
import { ADA, BOB, CYD, ROBOT } from "../../support/jira-cloud/state.ts";
import { deadLetters } from "../../support/store.ts";

let app: App;
let site: JiraCloudSite;
let lockstep: Awaited<ReturnType<typeof connectCloud>>;
beforeAll(async () => {
  [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  lockstep = await connectCloud(app, site);
});
afterAll(async () => {
  await site.stop();
  await app.stop();
});
afterEach(() => {
  site.faults.clear();
  site.deliveries.fail(null);
});

const calm = () => lockstep.calm();
/** When what waits is looked at again. */
async function later(seconds = 400): Promise<void> {
  await app.advance(seconds);
  await calm();
}
const issueOf = async (id: string) =>
  (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body as { status: string; assignedTo: { name: string } | null };
const ownerOf = async (id: string) => (await issueOf(id)).assignedTo?.name ?? null;
const written = () =>
  site.requests.filter((it) => it.method === "PUT" || (it.method === "POST" && it.url.pathname.endsWith("/transitions")));
const assign = (id: string, assignedTo: string) => app.put(`/api/0/issues/${id}/`, { assignedTo });
const setStatus = (id: string, status: string) => app.put(`/api/0/issues/${id}/`, { status });
async function linked(name: string, projectKey = "APP") {
  const issue = await app.capture({ message: `cloud sync of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id, site.tickets.create({ projectKey }));
  await calm();
  return { issue, ticket };
}
const healthOf = async () => (await lockstep.visitor.visit(`/settings/acme/integrations/${lockstep.id}/health/`)).text;

describe("owner", () => {
  test("goes to Jira by account id and comes from Jira, though addresses are hidden; our own write comes back and changes nothing", async () => {
    const { issue, ticket } = await linked("owners");
    const before = written().length;
    await assign(issue.id, "bob@example.com");
    await calm();
    expect(ticket.assignee).toBe(BOB);
    expect(
      written()
        .slice(before)
        .map((it) => JSON.parse(it.body)),
    ).toEqual([{ accountId: BOB }]);
    site.tickets.edit(ticket.id, { assignee: null }, CYD);
    await calm();
    expect(await ownerOf(issue.id)).toBeNull();
    site.tickets.edit(ticket.id, { assignee: BOB }, CYD);
    await calm();
    expect(await ownerOf(issue.id)).toBe("Bob");
    expect(written().length).toBe(before + 1);
    expect(ticket.histories.filter((it) => it.author === LOCKSTEP)).toHaveLength(1);
  });
});

describe("people", () => {
  test("nobody is taken for somebody by a name: the account waits, is recognised, and one click applies what it held up", async () => {
    const { issue, ticket } = await linked("strangers");
    site.state.users.push({ ...site.state.users[2]!, accountId: STRANGER, displayName: "Ada", email: "ada@another.example" });
    site.tickets.edit(ticket.id, { assignee: STRANGER }, CYD);
    await calm();
    expect(await ownerOf(issue.id)).toBeNull();
    const people = `/settings/acme/integrations/${lockstep.id}/people/`;
    const page = await lockstep.visitor.visit(people);
    expect(page.text).toContain(`<code>${STRANGER}</code>: ${ticket.key}`);
    await lockstep.visitor.submit(page, "It is Ada");
    await calm();
    expect(await ownerOf(issue.id)).toBe("Ada");
    expect((await lockstep.visitor.visit(people)).text).not.toContain("Tickets wait for somebody");
    await assign(issue.id, "cyd@example.com");
    await assign(issue.id, "ada@example.com");
    await calm();
    expect(ticket.assignee).toBe(STRANGER);
  });

  test("an app that has a ticket is no member, and what is decided here goes to the ticket all the same", async () => {
    const { issue, ticket } = await linked("robots");
    site.tickets.edit(ticket.id, { assignee: ROBOT }, ROBOT);
    await calm();
    expect(await ownerOf(issue.id)).toBeNull();
    expect(await healthOf()).toContain(ticket.key);
    await assign(issue.id, "bob@example.com");
    await calm();
    expect(ticket.assignee).toBe(BOB);
  });
});

describe("status", () => {
  test("goes both ways, by the statuses that are chosen", async () => {
    const { issue, ticket } = await linked("statuses");
    await setStatus(issue.id, "resolved");
    await calm();
    expect(ticket.statusId).toBe("10004");
    site.tickets.edit(ticket.id, { statusId: "3" }, BOB);
    await calm();
    expect((await issueOf(issue.id)).status).toBe("unresolved");
    site.tickets.edit(ticket.id, { statusId: "10003" }, BOB);
    await calm();
    expect((await issueOf(issue.id)).status).toBe("resolved");
    await setStatus(issue.id, "unresolved");
    await calm();
    expect(ticket.statusId).toBe("10002");
  });

  test("goes through the statuses that are set where no way leads to the one that is chosen, and says so where none are", async () => {
    site.state.workflow = new Map([
      ["10002", ["3"]],
      ["3", ["10003"]],
      ["10003", ["10004"]],
    ]);
    const { issue, ticket } = await linked("long ways");
    await setStatus(issue.id, "resolved");
    await calm();
    expect(ticket.statusId).toBe("10002");
    expect(await healthOf()).toContain("set those on the way on the integration&#39;s page");
    site.state.workflow.set("3", ["10004"]);
    const page = await lockstep.visitor.visit(`/settings/acme/integrations/${lockstep.id}/sync/`);
    expect(page.text).toMatch(/<select[^>]*name="path_step_1_1"[^>]*>(<option[^>]*>[^<]*<\/option>)*<option>In Progress</);
    // A form of these tests sends one line of the mapping: the other project's comes back below.
    const lines = { project: "APP", on_resolve: "Closed", on_unresolve: "To Do" };
    const way = { path_project_1: "APP – Application", path_toward_1: "on_resolve", path_step_1_1: "In Progress" };
    expect((await lockstep.visitor.submit(page, "Save", { ...lines, ...way, path_step_1_1: "Nowhere" })).text).toContain(
      "Way 1: Jira has no status &quot;Nowhere&quot;.",
    );
    expect((await lockstep.visitor.submit(page, "Save", { ...lines, ...way })).text).toContain("<p>Saved.</p>");
    const mapping = { on_resolve: "10004", on_unresolve: "10002" };
    const both = { sync_status_forward: { "10000": mapping, "10001": mapping } };
    expect((await app.post(`/api/0/organizations/acme/integrations/${lockstep.id}/`, both)).status).toBe(200);
    await calm();
    expect(ticket.histories.flatMap((it) => it.items.filter((one) => one.field === "status").map((one) => one.to))).toEqual(["3", "10004"]);
    expect((await issueOf(issue.id)).status).toBe("resolved");
    site.state.workflow.clear();
  });

  test("a field that the way asks for is said in health, and filled in once it is known", async () => {
    const { issue, ticket } = await linked("required fields", "OPS");
    await setStatus(issue.id, "resolved");
    await calm();
    expect(ticket.statusId).toBe("10002");
    expect(await healthOf()).toContain("Resolution (resolution: Done, Won&#39;t Do, Duplicate)");
    const fields = { required_fields: { "10001": { resolution: "Won't Do" } } };
    expect((await app.post(`/api/0/organizations/acme/integrations/${lockstep.id}/`, fields)).status).toBe(200);
    await calm();
    expect(ticket.statusId).toBe("10004");
  });
});

describe("whatever Jira does", () => {
  test("webhooks that are lost, repeated, late and in another order leave what once in order leaves", async () => {
    const { issue, ticket } = await linked("deliveries");
    site.deliveries.fail("repeat");
    site.tickets.edit(ticket.id, { assignee: BOB }, CYD);
    await calm();
    site.deliveries.fail("hold");
    site.tickets.edit(ticket.id, { assignee: ADA, statusId: "10003" }, CYD);
    site.tickets.edit(ticket.id, { statusId: "3" }, CYD);
    site.tickets.edit(ticket.id, { assignee: BOB }, CYD);
    site.deliveries.fail(null);
    await app.advance(1800);
    await site.deliveries.release((held) => held.reverse());
    await calm();
    expect(await issueOf(issue.id)).toMatchObject({ status: "unresolved", assignedTo: { name: "Bob" } });
    const before = written().length;
    site.requests.splice(0);
    await site.deliveries.repeatAll();
    await calm();
    expect([await ownerOf(issue.id), written().length]).toEqual(["Bob", 0]);
    expect(before).toBeGreaterThan(0);
    site.deliveries.fail("drop");
    site.tickets.edit(ticket.id, { assignee: ADA }, CYD);
    await later(1000);
    expect(await ownerOf(issue.id)).toBe("Ada");
  });

  test("a ticket that is moved to another project is the same one", async () => {
    const { issue, ticket } = await linked("moves");
    const { key } = ticket;
    site.tickets.edit(ticket.id, { key: "OPS-901", projectId: "10001" }, CYD);
    await calm();
    await assign(issue.id, "bob@example.com");
    await calm();
    expect(ticket.assignee).toBe(BOB);
    const page = await healthOf();
    expect([page.includes("OPS-901"), page.includes(`>${key}<`)]).toEqual([true, false]);
  });

  test("a token that is revoked in the middle stops nothing for good: it is said, and goes on with a new one", async () => {
    const { issue, ticket } = await linked("tokens");
    const tokens = new Map(site.state.tokens);
    site.state.tokens.clear();
    await assign(issue.id, "bob@example.com");
    await calm();
    expect(ticket.assignee).toBeNull();
    const overview = `/settings/acme/integrations/${lockstep.id}/`;
    expect((await lockstep.visitor.visit(overview)).text).toContain("Make a new token, and connect again with it.");
    for (const [key, whose] of tokens) site.state.tokens.set(key, whose);
    const { email, token } = site.tokenOf(LOCKSTEP);
    const form = await lockstep.visitor.visit("/settings/acme/integrations/jira-cloud/new/");
    const page = await lockstep.visitor.submit(form, "Connect", { site: site.url, email, token });
    expect(page.path).toContain(`/integrations/${lockstep.id}/`);
    await calm();
    expect(ticket.assignee).toBe(BOB);
  });

  test("what Jira limits waits, and goes on by itself: all of it, its kind, or the ticket", async () => {
    const limits = { "jira-quota-tenant-based": "all", "jira-burst-based": "its kind", "jira-per-issue-on-write": "the ticket" };
    for (const [reason, what] of Object.entries(limits)) {
      const { issue, ticket } = await linked(`limits ${reason}`);
      const other = await linked(`others than ${reason}`);
      const headers = { "retry-after": "90", "ratelimit-reason": reason };
      site.faults.set("PUT /rest/api/3/issue/", { status: 429, headers, body: "" });
      await assign(issue.id, "bob@example.com");
      await calm();
      site.faults.clear();
      expect(ticket.assignee).toBeNull();
      const overview = (await lockstep.visitor.visit(`/settings/acme/integrations/${lockstep.id}/`)).text;
      expect(overview.includes("Paused, goes on"), reason).toBe(what === "all");
      site.requests.splice(0);
      for (const it of [issue, other.issue]) expect((await assign(it.id, "ada@example.com")).status).toBe(200);
      await calm();
      expect([ticket.assignee, other.ticket.assignee], reason).toEqual([null, what === "the ticket" ? STRANGER : null]);
      expect(written(), `${reason}: nothing is asked before its time`).toHaveLength(what === "the ticket" ? 1 : 0);
      // One is tried first, and where it goes well the others.
      await later();
      await later(120);
      expect([ticket.assignee, other.ticket.assignee], reason).toEqual([STRANGER, STRANGER]);
    }
  });

  test("nothing is left in a dead-letter queue, and all that is linked is in step", async () => {
    await later(4000);
    for (const queue of ["TicketChanges", "TicketLooks"] as const) expect(await deadLetters(queue)).toEqual([]);
    expect(await healthOf()).not.toContain("Trying again by itself");
  });
});

const STRANGER = "712020:5a5a5a5a-0000-4a4a-8b8b-aaaaaaaaaaaa";
