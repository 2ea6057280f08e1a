import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { type Call, recordCalls, stepsOf } from "../support/calls.ts";
import { connectJira } from "../support/jira-server.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const cost = (calls: Call[]) => ({
  requests: calls.length,
  steps: stepsOf(calls),
  writeUnits: calls.reduce((sum, it) => sum + it.writeUnits, 0),
});

test("one Jira assignment of one group: one queue request to receive it, three requests in two steps and ten write units to apply it", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const jira = await connectJira(app, { id: 4_000_000_000_000_700, organizationId });
  const issue = await app.capture({ message: "budget" });
  await jira.link(issue.id, "APP-1");
  await jira.deliver(assignmentBody({ ticket: "APP-9", email: null, timestamp: Date.now() }));
  await app.idle();

  // The second replaces an owner and costs the same, because the relay has moved the link's hint; the third needs no look-up of a person.
  for (const [email, requests] of [
    ["ada@example.com", 3],
    ["bob@example.com", 3],
    [null, 2],
  ] as const) {
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
