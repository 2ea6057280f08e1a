import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { injectFaults } from "../support/fault-injection.ts";
import type { Fault } from "../support/jira/exchange.ts";
import { type Jira, startJira } from "../support/jira/server.ts";
import { queryAll, sendRaw } from "../support/store.ts";
import { visitorOf } from "../support/visitor.ts";

const ID = 4_000_000_000_000_970;
const API = `/api/0/organizations/acme/integrations/${ID}/`;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, {
    id: ID,
    config: { sync_comments: true, sync_reverse_assignment: true, sync_status_reverse: true },
  });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(() => jira.faults.clear());

/** Until both sides have heard of everything. */
async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
}
const capture = (name: string) => app.capture({ message: `comments of ${name}`, frame: name });
async function linked(name: string) {
  const issue = await capture(name);
  return { issue, ticket: await lockstep.link(issue.id) };
}
const write = async (issue: { id: string }, text: string): Promise<void> =>
  expect((await app.post(`/api/0/issues/${issue.id}/notes/`, { text })).status).toBe(201);
const bodies = ({ id }: { id: string }) => jira.tickets.find(id)?.comments.map((it) => it.body);
const saying = (...texts: string[]) => texts.map((text) => `Ada wrote:\n\n{quote}${text}{quote}`);
const courseOf = async (issue: { id: string }, ticket: { id: string }) => (await lockstep.sync(issue.id, ticket.id))?.comment;
const notesOf = async ({ id }: { id: string }) => queryAll(`ORG#${lockstep.organizationId}#GROUP#${id}`, "ACTIVITY#");
const analyticsOf = async ({ id }: { id: string }, version: number, ticket: { id: string }) =>
  queryAll(`ORG#${lockstep.organizationId}#ANALYTICS#${id}:${version}:${ID}:${ticket.id}:comments.synced`);
/** As the relay sends it. */
const send = (issue: { id: string }, ticket: { id: string }, [note]: Record<string, unknown>[]) => {
  const { organizationId, projectId, version, origin } = note as {
    organizationId: number;
    projectId: number;
    version: number;
    origin: { userId: number };
  };
  const place = { organizationId, projectId, groupId: Number(issue.id), version, integrationId: ID, ticket: ticket.id };
  return sendRaw("OutboundComments", JSON.stringify({ v: 1, ...place, userId: origin.userId }));
};

describe("what people write on an issue", () => {
  test("becomes a comment on each of its tickets, in order, and nothing comes back of it", async () => {
    const { issue, ticket } = await linked("two tickets");
    const other = await lockstep.link(issue.id);
    jira.tickets.edit(ticket.id, { assignee: "admin" });
    await calm();
    const version = (await notesOf(issue)).length;
    await write(issue, "First, with {quote} in it.");
    await write(issue, "Second.");
    await calm();
    const expected = saying("First, with {\u200Bquote} in it.", "Second.");
    expect([bodies(ticket), bodies(other)]).toEqual([expected, expected]);
    expect(jira.deliveries.answers.every((it) => it.status === 200)).toBe(true);
    const notes = (await notesOf(issue)).slice(version);
    expect(notes.map((it) => it.type)).toEqual(["note", "note"]);
    for (const [at, note] of notes.entries()) {
      expect(note.comments).toEqual(Object.fromEntries([ticket, other].map((it) => [`${ID}#${it.id}`, it.comments[at]?.id])));
      for (const it of [ticket, other]) {
        const [event] = await analyticsOf(issue, Number(note.version), it);
        expect(event).toMatchObject({ type: "integration.issue.comments.synced" });
        expect(event?.data).toEqual({ provider: "jira_server", id: ID, organization_id: lockstep.organizationId });
      }
    }
    expect(await courseOf(issue, ticket)).toEqual({ version: version + 2, failure: null, missing: [] });
    const [health] = (await app.get(`${API}links/`)).body.filter((it: { ticket: { id: string } }) => it.ticket.id === other.id);
    expect(health).toMatchObject({ state: "in-step", lastFailure: null });
  });

  test("stays here where comments are off, and what people write on a ticket stays there", async () => {
    const { issue, ticket } = await linked("off");
    expect((await app.put(API, { sync_comments: false })).status).toBe(200);
    const asked = jira.requests.length;
    await write(issue, "Among ourselves.");
    jira.tickets.comment(ticket, { body: "In Jira." }, "bob");
    await calm();
    expect([bodies(ticket), jira.requests.length]).toEqual([["In Jira."], asked]);
    expect((await notesOf(issue)).map((it) => it.type)).toEqual(["note"]);
    expect((await app.put(API, { sync_comments: true })).status).toBe(200);
  });

  test("is written once, though its message comes twice", async () => {
    const { issue, ticket } = await linked("twice");
    await write(issue, "Once.");
    await calm();
    const asked = jira.requests.length;
    await send(issue, ticket, await notesOf(issue));
    await calm();
    expect([bodies(ticket), jira.requests.length]).toEqual([saying("Once."), asked]);
  });

  test("goes nowhere when it is unlinked meanwhile", async () => {
    const { issue, ticket } = await linked("unlinked");
    jira.faults.set("GET /rest/api/2/issue/", { status: 503, times: 1 });
    await write(issue, "Too late.");
    await expect.poll(async () => (await courseOf(issue, ticket))?.failure?.attempts, { timeout: 60_000 }).toBe(1);
    expect((await app.remove(`/api/0/issues/${issue.id}/external-issues/${ticket.id}/`)).status).toBe(204);
    await app.advance(10);
    await calm();
    expect(bodies(ticket)).toEqual([]);
  });
});

describe("a fault", () => {
  const points = [0, 1].flatMap((call) => (["before", "after"] as const).map((when) => ({ call, when })));

  test("at any request to the table: one comment all the same, recorded", async () => {
    const all = [];
    for (const point of points) {
      const issue = await capture(`fault ${point.when} ${point.call}`);
      await write(issue, "Once.");
      await calm();
      // Linked after the relay has spoken: only the message of this test is about the ticket.
      all.push({ issue, ticket: await lockstep.link(issue.id), point });
    }
    const faults = injectFaults(all.map(({ issue, point }) => ({ delivery: issue.id, ...point })));
    for (const { issue, ticket } of all) await send(issue, ticket, await notesOf(issue));
    await expect.poll(() => faults.hit.length, { timeout: 60_000 }).toBe(points.length);
    faults.stop();
    await app.advance(10);
    await calm();
    expect(faults.hit.sort()).toEqual(all.map(({ issue }) => issue.id).sort());
    for (const { issue, ticket, point } of all) {
      expect(bodies(ticket), JSON.stringify(point)).toEqual(saying("Once."));
      const [note] = await notesOf(issue);
      expect(note?.comments, JSON.stringify(point)).toEqual({ [`${ID}#${ticket.id}`]: ticket.comments[0]?.id });
      expect(await courseOf(issue, ticket)).toEqual({ version: 1, failure: null, missing: [] });
      expect(await analyticsOf(issue, 1, ticket)).toHaveLength(1);
    }
  });

  const passing: [string, string, Fault, number][] = [
    ["looking, 503", "GET", { status: 503, times: 1 }, 5],
    ["looking, 429", "GET", { status: 429, headers: { "retry-after": "7" }, times: 1 }, 7],
    ["writing, 503", "POST", { status: 503, times: 1 }, 60],
    ["writing, 429", "POST", { status: 429, headers: { "retry-after": "7" }, times: 1 }, 7],
    ["writing, done and never answered", "POST", "lost", 60],
  ];
  test.each(passing)("of Jira while %s: waits as told, then one comment", async (name, method, fault, told) => {
    const { issue, ticket } = await linked(name);
    const path = `${method} /rest/api/2/issue/${ticket.id}/comment`;
    jira.faults.set(path, fault);
    await write(issue, "Once.");
    await expect
      .poll(async () => (await courseOf(issue, ticket))?.failure, { timeout: 60_000 })
      .toMatchObject({ stopped: false, attempts: 1 });
    jira.faults.delete(path);
    await app.advance(told);
    await calm();
    expect(bodies(ticket)).toEqual(saying("Once."));
    expect(await courseOf(issue, ticket)).toEqual({ version: 1, failure: null, missing: [] });
  });

  test.each([
    [401, "does not accept Lockstep&#39;s credentials"],
    [403, "may not do this in Jira"],
    [404, "does not have what was asked for"],
  ])("%i stops and is said in plain words; trying again sends what is missing", async (status, text) => {
    const { issue, ticket } = await linked(`refused ${status}`);
    const path = `/rest/api/2/issue/${ticket.id}/comment`;
    jira.faults.set(path, { status, body: JSON.stringify({ errorMessages: ["No."] }) });
    for (const note of ["One.", "Two."]) await write(issue, note);
    await calm();
    const healthOf = async () =>
      (await app.get(`${API}links/?per_page=100`)).body.find((it: { ticket: { id: string } }) => it.ticket.id === ticket.id);
    expect(await healthOf()).toMatchObject({ state: "stopped", pendingVersion: 2, lastFailure: { about: "comment" } });
    const visitor = visitorOf(app);
    await visitor.signIn();
    const page = await visitor.visit(`/settings/acme/integrations/${ID}/health/`);
    const row = page.text.split('<tr role="row">').find((it) => it.includes(`>${ticket.key}</a>`)) ?? "";
    expect(row).toMatch(/>Comment, .*<\/p>/s);
    expect(row).toContain(text);
    jira.faults.clear();
    expect((await app.post(`${API}links/retry/`, { ticket: ticket.id, issue: issue.id })).status).toBe(202);
    await calm();
    expect(bodies(ticket)).toEqual(saying("One.", "Two."));
    expect(await healthOf()).toMatchObject({ state: "in-step", pendingVersion: null, lastFailure: null });
  });
});
