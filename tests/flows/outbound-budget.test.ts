import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { recordCalls, stepsOf } from "../support/calls.ts";
import { BOTH_WAYS, connectBothWays } from "../support/connected-jira.ts";

const INTEGRATION = 4_000_000_000_000_950;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
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

const ofSync = (calls: { context: { integration?: unknown }; command: string; writeUnits: number }[]) =>
  calls.filter((it) => it.context.integration === INTEGRATION && /Get|Put|Update|Query|Transact/.test(it.command));
const sum = (calls: readonly { writeUnits: number }[]) => calls.reduce((all, it) => all + it.writeUnits, 0);

test("an assignment here: one call to read the ticket and one to write it, announced in one transaction", async () => {
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
  const outbound = ofSync(calls);
  expect(outbound.filter((it) => it.writeUnits > 0).map((it) => it.command)).toEqual(["TransactWriteItemsCommand", "PutItemCommand"]);
  const isRequest = (it: { context: { route?: unknown } }) => String(it.context.route).startsWith("PUT ");
  expect(sum(calls.filter(isRequest))).toBeLessThanOrEqual(10);
  // The relay's hint, the ticket that is to be looked at, and that it was relayed; announced and answered; and each analytics event.
  const following = calls.filter((it) => !isRequest(it) && it.writeUnits > 0);
  expect(following.map((it) => `${it.command} ${it.writeUnits}`).sort()).toEqual([
    "PutItemCommand 1",
    "PutItemCommand 1",
    "PutItemCommand 1",
    "PutItemCommand 1",
    "TransactWriteItemsCommand 2",
    "UpdateItemCommand 1",
    "UpdateItemCommand 1",
    "UpdateItemCommand 1",
  ]);
  // Of keeping the two in step: with the place among the tickets that are due, which is written once and goes once, as the emulator does not
  // count indexes.
  const events = following.filter((it) => it.command === "PutItemCommand" && it.context.integration === undefined);
  expect(sum(following) - sum(events) + 2).toBeLessThanOrEqual(10);
});

test("a note for one ticket: one call to read the ticket, one to look at the newest comments and one to write", async () => {
  const issue = await app.capture({ message: "comment budget", frame: "comment" });
  const ticket = await lockstep.link(issue.id);
  await calm();
  const asked = jira.requests.length;
  await app.post(`/api/0/issues/${issue.id}/notes/`, { text: "Counted." });
  await calm();
  expect(ticket.comments).toHaveLength(1);
  const paths = jira.requests.slice(asked).map((it) => `${it.method} ${it.url.pathname.split("/").at(-1)}`);
  expect(paths).toEqual([`GET ${ticket.id}`, "GET comment", "POST comment"]);
});

test("our own write that comes back costs one read step and writes nothing; nothing goes out", async () => {
  const issue = await app.capture({ message: "echo budget", frame: "echo" });
  const ticket = await lockstep.link(issue.id);
  await calm();
  jira.deliveries.fail("hold");
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
  await calm();
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("admin");
  expect(jira.deliveries.held()).toBe(1);
  const asked = jira.requests.length;
  const { calls, stop } = recordCalls();
  jira.deliveries.fail(null);
  await jira.deliveries.release();
  await calm();
  stop();
  expect(jira.requests.length).toBe(asked);
  const heard = calls.filter((it) => it.context.delivery !== undefined && !it.command.includes("Message"));
  expect(sum(heard)).toBe(0);
  expect(heard.map((it) => it.command).sort()).toEqual(["BatchGetItemCommand", "GetItemCommand", "QueryCommand", "QueryCommand"]);
  expect(stepsOf(heard)).toBe(1);
});

test("where there is nothing to do nothing is written: what was heard already, what is about neither, a search that finds what is known", async () => {
  const issue = await app.capture({ message: "idle budget", frame: "idle" });
  const ticket = await lockstep.link(issue.id);
  await calm();
  await app.advance(30);
  jira.deliveries.fail("repeat");
  const first = recordCalls();
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "admin");
  await calm();
  first.stop();
  expect(first.calls.filter((it) => it.context.delivery !== undefined && it.writeUnits > 0)).toHaveLength(1);
  jira.deliveries.fail(null);
  // It is looked at once for the time of its last change.
  for (let quarters = 0; quarters < 2; quarters++) {
    await app.advance(901);
    await calm();
  }
  const [asked, { calls, stop }] = [jira.requests.length, recordCalls()];
  jira.tickets.edit(ticket.id, { summary: "A ticket" }, "admin");
  await app.put(`/api/0/issues/${issue.id}/`, { hasSeen: true });
  await app.advance(901);
  await calm();
  stop();
  expect(jira.requests.slice(asked).map((it) => it.url.pathname)).toEqual(["/rest/api/2/search"]);
  const kept = calls.filter((it) => it.writeUnits > 0 && it.context.route === undefined && !it.command.includes("Message"));
  // How far was compared, of the tracker as a whole.
  expect(kept.map((it) => it.command)).toEqual(["UpdateItemCommand"]);
});

test("a person's change in Jira is applied from what Jira says of it: one read step, one transaction of ten units, no call", async () => {
  const issue = await app.capture({ message: "heard budget", frame: "heard" });
  const ticket = await lockstep.link(issue.id);
  await calm();
  // Later than all that is known by more than clocks can be wrong.
  await app.advance(30);
  const asked = jira.requests.length;
  const { calls, stop } = recordCalls();
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "admin");
  await calm();
  stop();
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo?.name).toBe("Bob");
  expect(jira.requests.length).toBe(asked);
  const heard = calls.filter((it) => it.context.delivery !== undefined && !it.command.includes("Message"));
  expect(heard.filter((it) => it.writeUnits > 0).map((it) => it.command)).toEqual(["TransactWriteItemsCommand"]);
  expect(sum(heard)).toBeLessThanOrEqual(10);
});
