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
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
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
