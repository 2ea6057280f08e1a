import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PARTS } from "../../../core/relay/outbox.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { links } from "../../../functions/adapters/dynamo/links.ts";
import { outbox } from "../../../functions/adapters/dynamo/outbox.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { recordCalls } from "../../support/calls.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { queryAll } from "../../support/store.ts";

/** What of the table's stream reaches nobody: as if nobody followed it, until it has forgotten what came meanwhile. */
let isDead: (record: { eventName?: string }) => boolean = () => false;
const dropped = { records: 0 };
vi.mock("../../../functions/relay/changes.ts", async (original) => {
  const { handler } = await original<{ handler: (event: object, context: object) => Promise<unknown> }>();
  return {
    handler: ({ Records }: { Records: object[] }, context: object) => {
      const heard = Records.filter((it) => !isDead(it));
      dropped.records += Records.length - heard.length;
      return heard.length > 0 ? handler({ Records: heard }, context) : { batchItemFailures: [] };
    },
  };
});

const ID = 4_000_000_000_000_990;
const DAY_SECONDS = 86_400;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: ID });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const linkOf = (issue: { id: string }, ticket: { id: string }) =>
  links.find({ organizationId: lockstep.organizationId, integrationId: ID, ticketId: ticket.id, groupId: Number(issue.id) });
const analyticsOf = async ({ id }: { id: string }, version: number, type: string) =>
  (await queryAll(keys.analyticsEvent(lockstep.organizationId, `${id}:${version}:${type}`).pk)).length;
async function waiting(): Promise<number> {
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, part) => outbox.waiting(part, Date.now() + 1000, 100)));
  return parts.flat().length;
}
async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
}

test("the stream dead for a day, all of it forgotten: within minutes tickets, hints and analytics are as they had been with it", async () => {
  const all = [];
  for (const name of ["resolved", "assigned", "both"]) {
    const issue = await app.capture({ message: `dead ${name}`, frame: name });
    all.push({ issue, ticket: await lockstep.link(issue.id) });
  }
  await calm();
  expect(await waiting()).toBe(0);
  const [resolved, assigned, both] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];

  isDead = () => true;
  dropped.records = 0;
  await app.put(`/api/0/issues/${resolved.issue.id}/`, { status: "resolved" });
  await app.put(`/api/0/issues/${assigned.issue.id}/`, { assignedTo: "bob@example.com" });
  await app.put(`/api/0/issues/${both.issue.id}/`, { assignedTo: "bob@example.com" });
  await app.put(`/api/0/issues/${both.issue.id}/`, { assignedTo: "" });
  await app.put(`/api/0/issues/${both.issue.id}/`, { status: "resolved", assignedTo: "bob@example.com" });
  await app.idle();
  const changes = dropped.records;
  expect(changes).toBeGreaterThanOrEqual(6);
  expect(await waiting()).toBe(changes);
  expect(jira.tickets.find(resolved.ticket.id)).not.toMatchObject({ statusId: "6" });

  // The sweeper of that day was dead too.
  await app.advance(DAY_SECONDS);
  await calm();
  await app.advance(301);
  await calm();
  expect(await waiting()).toBe(0);
  for (const { issue, ticket } of all) {
    const { version } = (await linkOf(issue, ticket))!.hint!;
    const activities = (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body.activity as { type: string }[];
    expect(activities.filter((it) => it.type !== "first_seen").length).toBe(version);
  }
  expect(jira.tickets.find(resolved.ticket.id)).toMatchObject({ statusId: "6" });
  expect(jira.tickets.find(assigned.ticket.id)).toMatchObject({ assignee: "bob" });
  expect(jira.tickets.find(both.ticket.id)).toMatchObject({ statusId: "6", assignee: "bob" });
  expect(await analyticsOf(resolved.issue, 2, "issue.resolved")).toBe(1);
  expect(await analyticsOf(both.issue, 2, "issue.assigned")).toBe(1);
  isDead = () => false;
});

test("where nothing waits a sweep is a request for each part of the outbox, and again it changes nothing", async () => {
  await calm();
  const { calls, stop } = recordCalls();
  await app.advance(301);
  await app.idle();
  stop();
  const sweeps = calls.filter((it) => Object.keys(it.context).length === 0 && it.command === "QueryCommand");
  expect(sweeps.length).toBeGreaterThanOrEqual(PARTS);
  expect(sweeps.length).toBeLessThanOrEqual(PARTS + 2);
  expect(calls.filter((it) => it.context.group !== undefined && it.command === "SendMessageBatchCommand")).toEqual([]);
});
