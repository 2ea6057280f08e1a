import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { authenticated, type Call, recordCalls, stepsOf } from "../support/calls.ts";
import { connectJira } from "../support/jira-server.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";
import { putGroups } from "../support/many-groups.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

const cost = (calls: Call[]) => ({
  requests: calls.length,
  steps: stepsOf(calls),
  writeUnits: calls.reduce((sum, it) => sum + it.writeUnits, 0),
});

test("one Jira assignment of one group: one queue request to receive it, five requests in two steps and ten write units to apply it", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const jira = await connectJira(app, { id: 4_000_000_000_000_700, organizationId });
  const issue = await app.capture({ message: "budget" });
  await jira.link(issue.id, "APP-1");
  await jira.deliver(assignmentBody({ ticket: "APP-9", email: null, timestamp: Date.now() }));
  await app.idle();

  // The second replaces an owner and costs the same, because the relay has moved the link's hint; the third needs no look-up of a person.
  for (const [email, requests] of [
    ["ada@example.com", 5],
    ["bob@example.com", 5],
    [null, 3],
  ] as const) {
    // Later than all that is known by more than clocks can be wrong.
    await app.advance(12);
    const { calls, stop } = recordCalls();
    await jira.deliver(assignmentBody({ ticket: "APP-1", email, timestamp: Date.now() }));
    await app.idle();
    stop();
    const applied = cost(calls.filter((it) => it.context.delivery !== undefined));
    expect(applied, String(email)).toEqual({ requests, steps: 2, writeUnits: 10 });
    const received = calls.filter((it) => String(it.context.route).startsWith("POST /extensions/"));
    expect(received.map((it) => it.command)).toEqual(["SendMessageBatchCommand"]);
  }
});

test("one REST assignment of one issue: two requests after authentication, ten write units at most, whoever had it before", async () => {
  const issue = await app.capture({ message: "rest budget" });
  const me = (await app.get("/api/0/organizations/acme/members/")).body as { id: string; email: string }[];
  const bob = me.find((it) => it.email === "bob@example.com")?.id;
  const team = ((await app.get("/api/0/organizations/acme/teams/")).body as { id: string; slug: string }[]).find(
    (it) => it.slug === "core",
  );
  await app.put(`/api/0/issues/${issue.id}/`, { hasSeen: true });
  for (const assignedTo of [`user:${bob}`, `team:${team?.id}`, `user:${bob}`, ""]) {
    await app.idle();
    const { calls, stop } = recordCalls();
    const answer = await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
    stop();
    expect(answer.status).toBe(200);
    const { requests, writeUnits } = cost(authenticated(calls, "PUT"));
    expect(requests, assignedTo).toBeLessThanOrEqual(2);
    expect(writeUnits, assignedTo).toBeLessThanOrEqual(10);
    expect(writeUnits, assignedTo).toBeGreaterThan(0);
  }
});

test("a hundred issues in one call: six write requests at most, each issue changed once", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const ids = await putGroups(100, { organizationId, projectId, firstId: 4_000_000_000_010_000, title: "hundred" });
  await app.idle();
  const { calls, stop } = recordCalls();
  const answer = await app.put("/api/0/projects/acme/web/issues/?query=hundred", { assignedTo: "team:core", status: "resolved" });
  stop();
  expect(answer).toMatchObject({ status: 200, body: { status: "resolved", assignedTo: { name: "core" } } });
  const writes = authenticated(calls, "PUT").filter((it) => it.writeUnits > 0);
  // Status and owner are a change each.
  expect(writes.length).toBeLessThanOrEqual(12);
  const again = recordCalls();
  expect((await app.put("/api/0/projects/acme/web/issues/?query=hundred", { assignedTo: "bob" })).status).toBe(200);
  again.stop();
  expect(authenticated(again.calls, "PUT").filter((it) => it.writeUnits > 0).length).toBeLessThanOrEqual(6);
  const activities = (await app.get(`/api/0/issues/${ids[99]}/`)).body.activity as { type: string }[];
  expect(activities.map((it) => it.type)).toEqual(["assigned", "assigned", "set_resolved", "first_seen"]);
});
