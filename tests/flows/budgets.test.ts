import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { countCalls } from "../support/calls.ts";
import { connectJira } from "../support/jira-server.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("one Jira assignment of one group: 1 queue request in the receiver, 3 requests in 2 steps and 10 write units to apply it", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const jira = await connectJira(app, { id: 4_000_000_000_000_700, organizationId });
  const issue = await app.capture({ message: "budget" });
  await jira.link(issue.id, "APP-1");
  // The second of two measured assignments replaces an owner: it costs the same, thanks to the hint that the relay has moved.
  await jira.deliver(assignmentBody({ ticket: "APP-9", email: null, timestamp: Date.now() }));
  for (const email of ["ada@example.com", "bob@example.com", null]) {
    await app.idle();
    const calls = countCalls();
    await jira.deliver(assignmentBody({ ticket: "APP-1", email, timestamp: Date.now() }));
    await app.idle();
    const { requests, steps, writeUnits } = calls.of("functions/sync/apply-change.handler");
    expect({ requests, steps, writeUnits: writeUnits <= 10 }, String(email)).toEqual({ requests: 3 - Number(email === null), steps: 2, writeUnits: true });
    expect(calls.of("functions/jira-server/issue-updated.handler")).toMatchObject({ requests: 1, writeUnits: 0 });
    calls.stop();
  }
});
