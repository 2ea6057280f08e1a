import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { type Jira, startJira } from "../support/jira/server.ts";
import { putGroups } from "../support/many-groups.ts";
import { sized } from "../support/size.ts";

let app: App;
let jira: Jira;
const INTEGRATION = 4_000_000_000_000_900;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira({ version: "10.3.0" })]);
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

  test("of a team is nobody in Jira: the ticket stays with whom it has until the issue is nobody's", async () => {
    const { issue, ticket } = await linked("teams");
    const assign = async (assignedTo: string) => {
      await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
      await calm();
      return jira.tickets.find(ticket.id)?.assignee;
    };
    expect(await assign("bob@example.com")).toBe("bob");
    const before = written().length;
    expect(await assign("team:core")).toBe("bob");
    expect(written().length).toBe(before);
    expect(await assign("")).toBeNull();
    expect(written().length).toBe(before + 1);
  });

  test("stays here where the switch is off, and goes to Jira with the next change when it is on again", async () => {
    const { issue, ticket } = await linked("switch");
    const integration = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
    expect((await app.post(integration, { sync_forward_assignment: false })).status).toBe(200);
    const before = jira.requests.length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect([jira.tickets.find(ticket.id)?.assignee, jira.requests.length]).toEqual([null, before]);
    await app.post(integration, { sync_forward_assignment: true });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("admin");
  });

  test("a ticket that has the owner already is only read", async () => {
    const { issue, ticket } = await linked("equals");
    jira.deliveries.fail("drop");
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(written().length).toBe(before);
    expect((await lockstep.sync(issue.id, ticket.id))?.assignee).toMatchObject({ version: 1, failure: null });
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

describe("what Jira refuses", () => {
  test.each([
    [401, "unauthorized", "Jira does not accept Lockstep's credentials."],
    [403, "forbidden", "The account that Lockstep uses may not do this in Jira."],
    [404, "not_found", "Jira does not have what was asked for."],
    [400, "rejected", "Jira refused the request."],
  ])("%i stops and stands on the link in plain words", async (status, kind, text) => {
    const { issue, ticket } = await linked(`refused ${status}`);
    jira.faults.set("PUT /rest/api/2/issue/", { status, body: JSON.stringify({ errorMessages: ["No."] }) });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    const course = (await lockstep.sync(issue.id, ticket.id))?.assignee;
    expect(course).toMatchObject({ version: 1, failure: { kind, stopped: true, attempts: 1 } });
    expect(course?.failure?.text).toContain(text);
    expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
  });

  test.each([
    [429, { "retry-after": "7" }],
    [503, {}],
  ])("%i waits as told and comes again", async (status, headers) => {
    const { issue, ticket } = await linked(`waiting ${status}`);
    jira.faults.set("GET /rest/api/2/issue/", { status, headers, times: 1 });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await expect.poll(async () => (await lockstep.sync(issue.id, ticket.id))?.assignee?.failure?.attempts, { timeout: 60_000 }).toBe(1);
    expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
    await app.advance(10);
    await expect.poll(() => jira.tickets.find(ticket.id)?.assignee, { timeout: 60_000 }).toBe("bob");
    await calm();
    expect((await lockstep.sync(issue.id, ticket.id))?.assignee).toMatchObject({ version: 1, failure: null });
  });

  test("a write whose answer was lost is not written twice", async () => {
    const { issue, ticket } = await linked("lost answer");
    jira.faults.set("PUT /rest/api/2/issue/", "lost");
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await expect.poll(() => jira.tickets.find(ticket.id)?.assignee, { timeout: 60_000 }).toBe("bob");
    jira.faults.clear();
    await app.advance(10);
    await calm();
    expect(written().length - before).toBe(1);
    expect((await lockstep.sync(issue.id, ticket.id))?.assignee).toMatchObject({ version: 1, failure: null });
  });

  test("a field that the transition asks for is named, with what it may be", async () => {
    const issue = await app.capture({ message: "sync of a strict project", frame: "strict" });
    const ticket = await lockstep.link(issue.id, jira.tickets.create({ projectKey: "OPS" }));
    await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
    await calm();
    const course = (await lockstep.sync(issue.id, ticket.id))?.status;
    expect(course).toMatchObject({ failure: { kind: "required_fields", stopped: true } });
    expect(course?.failure?.text).toContain("Resolution (resolution: Done, Won't Do, Duplicate)");

    const address = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
    expect((await app.put(address, { required_fields: { "10001": { resolution: "Duplicate" } } })).status).toBe(200);
    expect((await app.get(address)).body.configData.required_fields).toEqual({ "10001": { resolution: "Duplicate" } });
    expect((await app.call("POST", `${address}links/retry/`, { ticket: ticket.id, issue: issue.id })).status).toBe(202);
    await calm();
    expect(jira.tickets.find(ticket.id)).toMatchObject({ statusId: "6", resolution: "Duplicate" });
    expect((await lockstep.sync(issue.id, ticket.id))?.status?.failure).toBeNull();
  });
});

const CROWD = sized(20, 100);
test(`one ticket with ${CROWD} groups costs one write at most`, async () => {
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const ids = await putGroups(CROWD, {
    organizationId: lockstep.organizationId,
    projectId,
    firstId: 4_000_000_000_020_000,
    title: "crowd",
  });
  const ticket = jira.tickets.create();
  for (const id of ids) await lockstep.link(String(id), ticket);
  const before = written().length;
  expect((await app.put("/api/0/projects/acme/web/issues/?query=crowd", { assignedTo: "bob" })).status).toBe(200);
  await calm();
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  expect(written().length - before).toBe(1);
  jira.tickets.edit(ticket.id, { assignee: "admin" });
  await calm();
  expect((await issueOf(String(ids[CROWD - 1]))).assignedTo?.name).toBe("Ada");
  expect(written().length - before).toBe(1);
});
