import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";

let app: App;
let jira: Jira;
const INTEGRATION = 4_000_000_000_000_905;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira({ version: "10.3.0" })]);
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
async function linked(name: string) {
  const issue = await app.capture({ message: `sync of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await calm();
  return { issue, ticket };
}

describe("tickets and issues", () => {
  const at = (id: string, rest: string) => `/api/0/organizations/acme/issues/${id}/${rest}`;

  const found = async (query: string) => {
    const { body } = await app.get(`/api/0/organizations/acme/issues/?query=${encodeURIComponent(`${query} "sync of a REST link"`)}`);
    return (body as { id: string }[]).map((it) => it.id);
  };

  test("are linked and unlinked over REST; whoever has the ticket gets the issue", async () => {
    const issue = await app.capture({ message: "sync of a REST link", frame: "rest link" });
    const ticket = jira.tickets.create({ assignee: "bob", summary: "Checkout fails" });
    expect(await app.call("PUT", at(issue.id, `integrations/${INTEGRATION}/`), {})).toMatchObject({
      status: 400,
      body: { externalIssue: ["Issue ID is required"] },
    });
    expect((await app.call("PUT", at(issue.id, `integrations/${INTEGRATION}/`), { externalIssue: "APP-99999" })).status).toBe(400);
    const made = await app.call("PUT", at(issue.id, `integrations/${INTEGRATION}/`), { externalIssue: ticket.key, comment: "Seen." });
    expect(made).toMatchObject({
      status: 201,
      body: { key: ticket.key, url: `${jira.url}/browse/${ticket.key}`, integrationId: String(INTEGRATION), displayName: ticket.key },
    });
    expect(jira.tickets.find(ticket.id)?.comments.map((it) => it.body)).toEqual(["Seen."]);
    const again = await app.call("POST", at(issue.id, "external-issues/"), {
      integrationId: String(INTEGRATION),
      externalIssue: ticket.key,
    });
    expect(again).toMatchObject({ status: 400, body: { non_field_errors: [`${ticket.key} is linked already.`] } });
    const [shown] = (await app.get(at(issue.shortId, "external-issues/"))).body;
    expect(shown).toEqual({
      id: made.body.id,
      issueId: issue.id,
      serviceType: "jira_server",
      displayName: ticket.key,
      webUrl: `${jira.url}/browse/${ticket.key}`,
    });
    await calm();
    expect([await found("is:linked"), await found("is:unlinked")]).toEqual([[issue.id], []]);
    const { assignedTo, activity } = await issueOf(issue.id);
    expect(assignedTo?.name).toBe("Bob");
    const label = ticket.key;
    const data = { title: "Checkout fails", provider: "Jira Server", location: `${jira.url}/browse/${label}`, label, new: false };
    expect(activity.filter((it) => it.type === "create_issue")).toMatchObject([{ user: { name: "Ada" }, data }]);
    const events = (await app.get("/api/0/organizations/acme/analytics-events/?type=integration.issue.linked")).body;
    expect(events.filter((it: { data: { group_id: string } }) => it.data.group_id === issue.id)).toMatchObject([
      { data: { provider: "jira_server", id: INTEGRATION, user_id: expect.any(String), default_user_id: expect.any(String) } },
    ]);
    expect((await app.call("DELETE", at(issue.id, `external-issues/${made.body.id}/`))).status).toBe(204);
    expect((await app.call("DELETE", at(issue.id, `external-issues/${made.body.id}/`))).status).toBe(404);
    expect((await app.get(at(issue.id, "external-issues/"))).body).toEqual([]);
  });

  test("@sentry/api createOrUpdateAnExternalIssue: by project and number, or by key; once more is the same link", async () => {
    const issue = await app.capture({ message: "sync of an app's link", frame: "app link" });
    const ticket = jira.tickets.create({ assignee: "bob" });
    const [project, number] = ticket.key.split("-");
    const path = (id: number) => `/api/0/sentry-app-installations/${id}/external-issues/`;
    const body = { issueId: Number(issue.id), webUrl: "https://elsewhere.example/", project, identifier: number };
    const made = await app.post(path(INTEGRATION), body);
    expect(made).toMatchObject({
      status: 200,
      body: { issueId: issue.id, displayName: ticket.key, serviceType: "jira_server", webUrl: `${jira.url}/browse/${ticket.key}` },
    });
    expect((await app.post(path(INTEGRATION), { ...body, identifier: ticket.key })).body).toEqual(made.body);
    expect((await app.get(at(issue.id, "external-issues/"))).body).toEqual([made.body]);
    expect((await app.post(path(INTEGRATION), { ...body, identifier: "99999" })).status).toBe(400);
    expect((await app.post(path(INTEGRATION), { ...body, webUrl: "nowhere" })).body.webUrl).toEqual([expect.any(String)]);
    expect((await app.post(path(INTEGRATION), { ...body, issueId: 1 })).status).toBe(404);
    expect((await app.post(path(1), body)).status).toBe(404);
    await calm();
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
  });

  test("a ticket is created for an issue, with its owner", async () => {
    const issue = await app.capture({ message: "sync of a new ticket", frame: "new ticket" });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    const form = (await app.get(at(issue.id, `integrations/${INTEGRATION}/?action=create`))).body;
    const own = ["project", "issuetype", "title", "description"];
    const jiras = ["priority", "labels", "duedate", "environment", "reporter"];
    expect(form.createIssueConfig.map((it: { name: string }) => it.name)).toEqual([...own, ...jiras]);
    const refused = await app.call("POST", at(issue.id, `integrations/${INTEGRATION}/`), { project: "0", issuetype: "10001" });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain("valid project is required");
    const made = await app.call("POST", at(issue.id, `integrations/${INTEGRATION}/`), { project: "10000", issuetype: "10001" });
    expect(made.status).toBe(201);
    await calm();
    expect(jira.tickets.find(made.body.key)).toMatchObject({ assignee: "bob", summary: issue.title });
    expect((await issueOf(issue.id)).activity[0]).toMatchObject({ type: "create_issue", data: { label: made.body.key, new: true } });
    const events = (await app.get("/api/0/organizations/acme/analytics-events/?type=integration.issue.created")).body;
    expect(events).toHaveLength(1);
  });

  test("a moved ticket is followed by its id, a deleted one is closed and its issue goes on alone", async () => {
    const { issue, ticket } = await linked("moved");
    jira.tickets.edit(ticket.id, { key: `OPS-${ticket.id}`, projectId: "10001" });
    await calm();
    expect((await app.get(at(issue.id, "external-issues/"))).body[0].displayName).toBe(`OPS-${ticket.id}`);
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    await calm();
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
    jira.tickets.remove(ticket.id);
    await calm();
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "" });
    await calm();
    expect((await issueOf(issue.id)).assignedTo).toBeNull();
  });
});
