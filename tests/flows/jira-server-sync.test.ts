import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { type Jira, startJira } from "../support/jira/server.ts";

let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_900 });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(() => {
  jira.faults.clear();
  jira.deliveries.fail(null);
});

/** Until both sides have heard of everything. */
async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
  await app.idle();
}
const issueOf = async (id: string) =>
  (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body as {
    status: string;
    assignedTo: { name: string } | null;
    statusDetails: object;
    activity: { type: string; data: Record<string, unknown> }[];
  };
const written = () =>
  jira.requests.filter((it) => it.method === "PUT" || (it.method === "POST" && it.url.pathname.endsWith("/transitions")));
async function linked(name: string) {
  const issue = await app.capture({ message: `sync of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await calm();
  return { issue, ticket };
}

describe("owner", () => {
  test("goes to Jira and comes from Jira, once each; what we wrote ourselves comes back and changes nothing", async () => {
    const { issue, ticket } = await linked("owners");
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    jira.tickets.edit(ticket.id, { assignee: "cyd" }, "bob");
    await calm();
    // Cyd is in no team of this project, so the issue keeps its owner.
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
    jira.tickets.edit(ticket.id, { assignee: "admin" }, "bob");
    await calm();
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Ada");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
    expect(written().length - before).toBe(2);
    expect((await issueOf(issue.id)).activity.map((it) => it.type)).toEqual(["unassigned", "assigned", "assigned", "first_seen"]);
    expect(jira.deliveries.answers.every((it) => it.status === 200)).toBe(true);
  });

  test("a ticket that has the owner already is only read", async () => {
    const { issue, ticket } = await linked("equals");
    jira.deliveries.fail("drop");
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(written().length).toBe(before);
    expect((await lockstep.sync(issue.id, ticket.id))?.assignee).toEqual({ version: 1, failure: null });
  });
});

describe("status", () => {
  test("goes to Jira by the mapping and comes from Jira by category", async () => {
    const { issue, ticket } = await linked("statuses");
    await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
    await calm();
    expect(jira.tickets.find(ticket.id)).toMatchObject({ statusId: "6", resolution: "Done" });
    jira.tickets.edit(ticket.id, { statusId: "3" }, "bob");
    await calm();
    expect((await issueOf(issue.id)).status).toBe("unresolved");
    jira.tickets.edit(ticket.id, { statusId: "5" }, "bob");
    await calm();
    const { status, activity } = await issueOf(issue.id);
    expect(status).toBe("resolved");
    expect(activity.map((it) => it.type)).toEqual(["set_resolved", "set_unresolved", "set_resolved", "first_seen"]);
    expect(activity[0]?.data).toMatchObject({ provider: "jira_server", external_issue: ticket.key });
    // Both are done: the ticket stays where somebody put it.
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("5");
  });
});
