import { randomUUID } from "node:crypto";
import { Resource } from "sst";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lettersOf } from "../../../core/operations/belongs.ts";
import { NO_VERDICT } from "../../../core/operations/dead-letter.ts";
import { depths, everything, listLetters, redriveLetters } from "../../../core/operations/dead-letters.ts";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { tickets } from "../../../functions/adapters/dynamo/tickets.ts";
import { sqs } from "../../../functions/adapters/sqs/client.ts";
import { SendMessageCommand } from "../../../functions/adapters/sqs/commands.ts";
import { operatedQueues as queues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { sendRaw } from "../../support/store.ts";

let app: App;
let jira: Jira;
beforeAll(async () => {
  app = await startApp({ own: true });
  jira = await startJira();
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const letters = (name: string, mine = everything) => listLetters({ queues }, { names: [name], mine });
const redrive = (name: string, mine = everything) => redriveLetters({ queues }, { names: [name], mine });
const dead = async (name: string) => (await depths({ queues })).find((it) => it.name === name)?.dead;

test("every queue that infra declares is operated, and what a stream gives up too", () => {
  const declared = app.system.topology.queues.map((it) => it.name);
  for (const { name, url, deadLetterUrl } of Resource.Queues.all) {
    expect(declared).toContain(
      deadLetterUrl
        .split("/")
        .at(-1)
        ?.replace(/\.fifo$/, ""),
    );
    if (url !== "")
      expect(declared).toContain(
        url
          .split("/")
          .at(-1)
          ?.replace(/\.fifo$/, ""),
      );
    expect(name).not.toBe("");
  }
  expect(Resource.Queues.all).toHaveLength(declared.filter((it) => /(DeadLetters|Failures)$/.test(it)).length);
});

test("a letter knows its queue, its cause and of which version it is; looking at it changes nothing", async () => {
  for (const v of [0, 99]) await sendRaw("CacheInvalidations", JSON.stringify({ v, organizationId: 7, projectId: 1, groupIds: [1] }));
  await sendRaw("CacheInvalidations", "{");
  await app.idle();
  for (let look = 0; look < 3; look++) {
    const found = await letters("CacheInvalidations");
    expect(found.map((it) => it.subject.version).sort()).toEqual([0, 99, null]);
    for (const it of found) expect(it).toMatchObject({ queue: "CacheInvalidations", tries: 1, redriven: 0, redrive: null });
  }
  expect(await dead("CacheInvalidations")).toBe(3);
});

test("a poison letter that is redriven is a letter again, which says so", async () => {
  const before = await letters("CacheInvalidations");
  expect(await redrive("CacheInvalidations")).toMatchObject({ sent: { length: 3 }, refused: 0 });
  await app.idle();
  const after = await letters("CacheInvalidations");
  expect(after.map((it) => it.redrive).sort()).toEqual(before.map((it) => it.id).sort());
  expect(after.map((it) => it.redriven)).toEqual([1, 1, 1]);
  expect(after.map((it) => it.body).sort()).toEqual(before.map((it) => it.body).sort());
});

test("once the cause is mended, what was given up goes through; in its group, and though the same was sent a moment ago", async () => {
  const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_970 });
  const issue = await app.capture({ message: "is given up" });
  const ticket = await lockstep.link(issue.id);
  const [integrationId, ticketId] = [4_000_000_000_000_970, ticket.id];
  await app.idle();
  const MessageBody = JSON.stringify({
    ...{ v: 1, provider: "jira_server", externalId: lockstep.externalId, integrationId, ticketId, cause: "redriven", fresh: true },
  });
  // As a worker that was killed each time leaves it: without a cause.
  const place = { MessageGroupId: "of the ticket", MessageDeduplicationId: randomUUID() };
  await sqs.send(new SendMessageCommand({ QueueUrl: Resource.TicketLooksWorker.deadLetterUrl, MessageBody, ...place }));

  const mine = lettersOf({ integrations, tickets }, lockstep.organizationId);
  expect(await letters("TicketLooks", mine)).toMatchObject([{ cause: NO_VERDICT, subject: { ticket: { integrationId, ticketId } } }]);
  expect(await letters("TicketLooks", lettersOf({ integrations, tickets }, lockstep.organizationId + 1))).toEqual([]);
  const seen = (await lockstep.known(ticketId))?.rev ?? 0;
  expect((await redrive("TicketLooks", mine)).sent).toHaveLength(1);
  await app.idle();
  expect(await letters("TicketLooks")).toEqual([]);
  expect((await lockstep.known(ticketId))?.rev).toBeGreaterThan(seen);
});

test("an organization sees and sends back what names it, and nothing of another's", async () => {
  const id = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const mine = lettersOf({ integrations, tickets }, id);
  await sendRaw("Analytics", JSON.stringify({ v: 9, organizationId: id }));
  await sendRaw("Analytics", JSON.stringify({ v: 9, organizationId: id + 1 }));
  await sendRaw("Analytics", JSON.stringify({ v: 9, organizationId: String(id) }));
  await app.idle();
  expect(await letters("Analytics", mine)).toMatchObject([{ subject: { organizationId: id } }]);
  expect((await redrive("Analytics", mine)).sent).toHaveLength(1);
  await app.idle();
  expect((await letters("Analytics")).map((it) => it.redriven).sort()).toEqual([0, 0, 1]);
});

test("what only reports is not sent anywhere", async () => {
  const QueueUrl = Resource.Queues.all.find((it) => it.name === "RelayFailures")?.deadLetterUrl;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  expect(await redrive("RelayFailures")).toEqual({ sent: [], refused: 1 });
  expect(await dead("RelayFailures")).toBe(1);
});

test("a queue that is gone is said to be", async () => {
  await expect(letters("NoSuchQueue")).rejects.toThrow('There is no queue "NoSuchQueue".');
});
