import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { recordCalls } from "../support/calls.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { type Jira, startJira } from "../support/jira/server.ts";

const INTEGRATION = 4_000_000_000_000_950;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ allowPrivateHosts: true }), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION, config: { sync_forward_assignment: true, sync_comments: true } });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const calm = async () => {
  await app.idle();
  await jira.deliveries.settled();
  await app.idle();
};

test("outbound sync of one change: two requests to the table, one call to read the ticket and one to write it", async () => {
  const issue = await app.capture({ message: "outbound budget", frame: "outbound" });
  const ticket = await lockstep.link(issue.id);
  // The integration and the account of the person are known from here on.
  for (const assignedTo of ["bob@example.com", ""]) {
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
    await calm();
  }
  const asked = jira.requests.length;
  jira.deliveries.fail("drop");
  const { calls, stop } = recordCalls();
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await calm();
  stop();
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  expect(jira.requests.slice(asked).map((it) => it.method)).toEqual(["GET", "PUT"]);
  const outbound = calls.filter((it) => it.context.integration === INTEGRATION && /Get|Put|Update|Query|Transact/.test(it.command));
  expect(outbound.map((it) => it.command)).toEqual(["BatchGetItemCommand", "TransactWriteItemsCommand"]);
});

test("a note for one ticket: two requests to the table, one call to look at the newest comments and one to write", async () => {
  const issue = await app.capture({ message: "comment budget", frame: "comment" });
  const ticket = await lockstep.link(issue.id);
  await app.post(`/api/0/issues/${issue.id}/notes/`, { text: "The integration is known from here on." });
  await calm();
  const asked = jira.requests.length;
  const { calls, stop } = recordCalls();
  await app.post(`/api/0/issues/${issue.id}/notes/`, { text: "Counted." });
  await calm();
  stop();
  expect(ticket.comments).toHaveLength(2);
  expect(jira.requests.slice(asked).map((it) => `${it.method} ${it.url.pathname.split("/").at(-1)}`)).toEqual([
    "GET comment",
    "POST comment",
  ]);
  const outbound = calls.filter((it) => it.context.integration === INTEGRATION && /Get|Put|Update|Query|Transact/.test(it.command));
  // The third moves the hint of the owner forward, as any change of an issue does.
  expect(outbound.map((it) => it.command).sort()).toEqual(["BatchGetItemCommand", "TransactWriteItemsCommand", "UpdateItemCommand"]);
});
