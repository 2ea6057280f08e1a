import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { recordCalls } from "../support/calls.ts";
import { BOTH_WAYS, connectBothWays } from "../support/connected-jira.ts";
import { type Jira, startJira } from "../support/jira/server.ts";

const INTEGRATION = 4_000_000_000_000_950;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION, config: { ...BOTH_WAYS, sync_comments: true } });
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

test("our own write that comes back costs reads, and one write unit for having come back; nothing goes out", async () => {
  const issue = await app.capture({ message: "echo budget", frame: "echo" });
  const ticket = await lockstep.link(issue.id);
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await calm();
  jira.deliveries.fail("hold");
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
  await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
  await calm();
  expect(jira.tickets.find(ticket.id)).toMatchObject({ assignee: "admin", statusId: "6" });
  expect(jira.deliveries.held()).toBe(2);
  const asked = jira.requests.length;
  const { calls, stop } = recordCalls();
  jira.deliveries.fail(null);
  await jira.deliveries.release();
  await calm();
  stop();
  expect(jira.requests.length).toBe(asked);
  const ofDelivery = Map.groupBy(
    calls.filter((it) => it.context.delivery !== undefined && !it.command.includes("Message")),
    (it) => it.context.delivery,
  );
  const costs = [...ofDelivery.values()].map((all) => ({
    reads: all.filter((it) => it.writeUnits === 0).map((it) => it.command),
    writeUnits: all.reduce((sum, it) => sum + it.writeUnits, 0),
  }));
  expect(costs).toHaveLength(2);
  // Of the owner: the ticket, who has the address, and the group. Of the status the ticket alone, and what it is now is kept too.
  expect(costs).toContainEqual({ reads: ["QueryCommand", "QueryCommand", "BatchGetItemCommand"], writeUnits: 1 });
  expect(costs).toContainEqual({ reads: ["QueryCommand"], writeUnits: 2 });
});
