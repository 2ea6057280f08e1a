import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { analyticsEvents } from "../../functions/adapters/sqs/analytics.ts";
import { handler } from "../../functions/jira-server/issue-updated.ts";
import { type App, startApp } from "../support/app.ts";
import { connectJira, webhookToken } from "../support/jira-server.ts";
import { assignmentBody, jiraWebhooks } from "../support/jira-webhooks.ts";
import { deadLetters, queryAll, sendRaw } from "../support/store.ts";

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp({ own: true });
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

let tickets = 0;
/** An issue linked to a ticket of a Jira Server of its own. */
async function linkedIssue(options: { config?: object } = {}) {
  tickets += 1;
  const jira = await connectJira(app, { id: 4_000_000_000_000_100 + tickets * 10, organizationId, ...options });
  const issue = await app.capture({ message: `failure ${tickets}`, frame: `frame${tickets}` });
  const ticket = `APP-${tickets}`;
  await jira.link(issue.id, ticket);
  const read = async () => (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body;
  const activities = async () =>
    (
      (await app.get(`/api/0/organizations/acme/issues/${issue.id}/activities/`)).body.activity as {
        type: string;
        data: Record<string, string>;
      }[]
    ).filter((it) => it.type !== "first_seen");
  return { jira, issue, ticket, read, activities };
}

describe("a Jira Server webhook", () => {
  test("assigns the linked issue, with its activity; nobody in Jira is nobody here", async () => {
    const { jira, ticket, read, activities } = await linkedIssue();
    const answer = await jira.deliver(assignmentBody({ ticket, email: "ADA@example.com", timestamp: Date.now() }));
    expect(answer).toEqual({ status: 200, body: { detail: "Accepted." } });
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ type: "user", name: "Ada", email: "ada@example.com" });
    expect(await activities()).toMatchObject([{ type: "assigned", data: { assigneeEmail: "ada@example.com", external_issue: ticket } }]);

    await app.advance(10);
    await jira.deliver(assignmentBody({ ticket, email: null, timestamp: Date.now() }));
    await app.idle();
    expect((await read()).assignedTo).toBeNull();
    expect((await activities()).map((it) => it.type)).toEqual(["unassigned", "assigned"]);
  });

  test("ten times the same delivery is one activity and one analytics event", async () => {
    const { jira, issue, ticket, activities } = await linkedIssue();
    const body = assignmentBody({ ticket, email: "bob@example.com", timestamp: Date.now() });
    const answers = await Promise.all(Array.from({ length: 10 }, () => jira.deliver(body)));
    expect(answers.every((it) => it.status === 200)).toBe(true);
    await app.idle();
    expect(await activities()).toHaveLength(1);
    const recorded = await queryAll(keys.analyticsEvent(organizationId, `${issue.id}:1:issue.assigned`).pk);
    expect(recorded).toHaveLength(1);
  });

  test("late deliveries change nothing, in any order", async () => {
    const { jira, ticket, read } = await linkedIssue();
    const now = Date.now();
    await jira.deliver(assignmentBody({ ticket, email: "bob@example.com", timestamp: now }));
    await app.idle();
    await jira.deliver(assignmentBody({ ticket, email: "ada@example.com", timestamp: now - 60_000 }));
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ name: "Bob" });
  });

  test("a user outside the project, or nobody we know: the owner stays", async () => {
    const { jira, ticket, read } = await linkedIssue();
    await jira.deliver(assignmentBody({ ticket, email: "ada@example.com", timestamp: Date.now() }));
    await app.idle();
    await app.advance(10);
    for (const email of ["cyd@example.com", "nobody@example.com"]) {
      expect((await jira.deliver(assignmentBody({ ticket, email, timestamp: Date.now() }))).status).toBe(200);
    }
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ name: "Ada" });
  });

  test("the twelve real bodies, an unknown ticket in each: never a 5xx", async () => {
    const { jira } = await linkedIssue();
    for (const body of Object.values(jiraWebhooks)) expect((await jira.deliver(body)).status).toBe(200);
    await app.idle();
  });

  test.each([
    ["not JSON", "{", 400, "not JSON"],
    ["a changelog without items", JSON.stringify({ changelog: { items: null }, issue: {} }), 400, "unexpected form"],
    ["no issue", JSON.stringify({ changelog: { items: [{ field: "assignee" }] } }), 400, "no issue"],
    ["an empty changelog", JSON.stringify({ changelog: { items: [] } }), 200, "names no ticket"],
    ["1 MB of a comment", JSON.stringify({ comment: { body: "x".repeat(1_000_000) } }), 200, "names no ticket"],
  ])("%s is answered plainly", async (_, body, status, detail) => {
    const { jira } = await linkedIssue();
    const answer = await jira.deliver(body);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toContain(detail);
  });

  test("a missing, foreign or forged token is a 400 that says so", async () => {
    const { jira, ticket } = await linkedIssue();
    const body = assignmentBody({ ticket, email: "ada@example.com", timestamp: Date.now() });
    const tokens = ["%20", "x", webhookToken("jira-1.example.com:other"), webhookToken(jira.externalId, "another secret")];
    for (const token of tokens) {
      const answer = await jira.deliver(body, {}, token);
      expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/^(Token|Could not)/) } });
    }
    expect((await fetch(jira.url(), { method: "GET" })).status).toBeGreaterThanOrEqual(404);
  });

  test("through the function URL, which knows no route, it is the same webhook", async () => {
    const { jira, ticket, read } = await linkedIssue();
    const event = {
      rawPath: jira.url().pathname,
      rawQueryString: "",
      headers: {},
      requestContext: { http: { method: "POST" }, requestId: "function-url" },
      body: assignmentBody({ ticket, email: "bob@example.com", timestamp: Date.now() }).toString(),
      isBase64Encoded: false,
    } as unknown as APIGatewayProxyEventV2;
    expect(await handler(event, {} as Context)).toMatchObject({ statusCode: 200, body: '{"detail":"Accepted."}' });
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ name: "Bob" });
  });

  test("switched off: said and not applied", async () => {
    const { jira, ticket, read } = await linkedIssue({ config: {} });
    const answer = await jira.deliver(assignmentBody({ ticket, email: "ada@example.com", timestamp: Date.now() }));
    expect(answer).toMatchObject({ status: 200, body: { detail: expect.stringContaining("No organization has switched") } });
    await app.idle();
    expect((await read()).assignedTo).toBeNull();
  });
});

describe("a poison message", () => {
  test("goes to its dead-letter queue with the cause, and its neighbours are processed", async () => {
    const { jira, ticket, read } = await linkedIssue();
    await sendRaw("TicketChanges", "{ not json");
    await sendRaw("TicketChanges", JSON.stringify({ v: 2 }));
    await jira.deliver(assignmentBody({ ticket, email: "ada@example.com", timestamp: Date.now() }));
    await app.idle();
    expect((await read()).assignedTo).toMatchObject({ name: "Ada" });
    const dead = await deadLetters("TicketChanges");
    expect(dead.map((it) => it.cause).sort()).toEqual([
      expect.stringMatching(/does not fit its schema: v \(invalid_value\)/),
      "Invalid: The message is not JSON",
    ]);
  });

  test("on a queue without order too", async () => {
    await sendRaw("Analytics", JSON.stringify({ v: 1, nonsense: true }));
    await analyticsEvents.send([{ v: 1, id: "neighbour", type: "test", organizationId, timestamp: Date.now(), data: {} }]);
    await app.idle();
    expect(await queryAll(keys.analyticsEvent(organizationId, "neighbour").pk)).toHaveLength(1);
    expect(await deadLetters("Analytics")).toHaveLength(1);
  });
});
