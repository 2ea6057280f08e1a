import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { keys, prefixes } from "../../../functions/adapters/dynamo/keys.ts";
import { links } from "../../../functions/adapters/dynamo/links.ts";
import type { Fault } from "../../../infra/local/sandbox/jira/exchange.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { queryAll } from "../../support/store.ts";
import { visitorOf } from "../../support/visitor.ts";

const ID = 4_000_000_000_000_970;
const API = `/api/0/organizations/acme/integrations/${ID}/`;
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
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
/** Notes that are still on their way to a ticket. */
const missing = async (issue: { id: string }, ticket: { id: string }) =>
  (await links.find({ organizationId: lockstep.organizationId, integrationId: ID, ticketId: ticket.id, groupId: Number(issue.id) }))?.notes
    .length;
/** Whatever asked for it: the ticket is looked at once more. */
const lookAgain = async (issue: { id: string }, ticket: { id: string }) =>
  expect((await app.post(`${API}links/retry/`, { ticket: ticket.id, issue: issue.id })).status).toBe(202);
/** When what waits is looked at again. */
async function later(): Promise<void> {
  await app.advance(400);
  await calm();
}
const notesOf = async ({ id }: { id: string }) => queryAll(keys.group(lockstep.organizationId, Number(id)).pk, prefixes.activity);
const analyticsOf = async ({ id }: { id: string }, version: number, ticket: { id: string }) =>
  queryAll(keys.analyticsEvent(lockstep.organizationId, `${id}:${version}:${ID}:${ticket.id}:comments.synced`).pk);
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
    expect([await missing(issue, ticket), await missing(issue, other)]).toEqual([0, 0]);
    const [health] = (await app.get(`${API}links/`)).body.filter((it: { ticket: { id: string } }) => it.ticket.id === other.id);
    expect(health).toMatchObject({ state: "apart", problems: [{ about: "owner", kind: "off" }] });
  });

  test("stays here where comments are off, and what people write on a ticket stays there", async () => {
    const { issue, ticket } = await linked("off");
    expect((await app.put(API, { sync_comments: false })).status).toBe(200);
    await write(issue, "Among ourselves.");
    jira.tickets.comment(ticket, { body: "In Jira." }, "bob");
    await calm();
    expect([bodies(ticket), await missing(issue, ticket)]).toEqual([["In Jira."], 0]);
    expect((await notesOf(issue)).map((it) => it.type)).toEqual(["create_issue", "note"]);
    expect((await app.put(API, { sync_comments: true })).status).toBe(200);
  });

  test("is written once, however often the ticket is looked at", async () => {
    const { issue, ticket } = await linked("twice");
    await write(issue, "Once.");
    await calm();
    for (let time = 0; time < 2; time++) await lookAgain(issue, ticket);
    await calm();
    expect(bodies(ticket)).toEqual(saying("Once."));
  });

  test("goes nowhere when it is unlinked meanwhile", async () => {
    const { issue, ticket } = await linked("unlinked");
    await calm();
    jira.faults.set("GET /rest/api/2/issue/", { status: 503, times: 1 });
    await write(issue, "Too late.");
    await calm();
    const [link] = (await app.get(`/api/0/issues/${issue.id}/external-issues/`)).body;
    expect((await app.remove(`/api/0/issues/${issue.id}/external-issues/${link.id}/`)).status).toBe(204);
    await later();
    expect(bodies(ticket)).toEqual([]);
  });

  test("is given up, and said to be, when a hundred wait already", async () => {
    const { issue, ticket } = await linked("many");
    await calm();
    jira.faults.set("GET /rest/api/2/issue/", { status: 503 });
    for (let n = 0; n < 102; n++) await write(issue, `Note ${n}.`);
    await calm();
    expect(await missing(issue, ticket)).toBe(100);
    const health = (await app.get(`${API}links/?per_page=100`)).body.find((it: { ticket: { id: string } }) => it.ticket.id === ticket.id);
    expect(health.problems).toContainEqual(
      expect.objectContaining({ about: "comment", kind: "lost", text: expect.stringContaining("2 notes") }),
    );
    jira.faults.clear();
    for (let round = 0; round < 11; round++) await later();
    expect([bodies(ticket)?.length, await missing(issue, ticket)]).toEqual([100, 0]);
  });
});

test("written while Jira is down for an hour, each is one comment on each ticket, in order, whatever became of the first attempt", async () => {
  const { issue, ticket } = await linked("an hour");
  const other = await lockstep.link(issue.id);
  await calm();
  // Of one ticket the first comment is there, and nobody was told; then nothing answers.
  jira.faults.set(`POST /rest/api/2/issue/${ticket.id}/comment`, "lost");
  await write(issue, "One.");
  await calm();
  jira.faults.clear();
  jira.faults.set("/", "unheard");
  for (let note = 2; note <= 4; note++) {
    await write(issue, `Note ${note}.`);
    for (let tries = 0; tries < 3; tries++) await later();
  }
  expect([bodies(ticket), bodies(other)]).toEqual([saying("One."), saying("One.")]);
  jira.faults.clear();
  for (let tries = 0; tries < 3; tries++) await later();
  const all = saying("One.", "Note 2.", "Note 3.", "Note 4.");
  expect([bodies(ticket), bodies(other)]).toEqual([all, all]);
  expect([await missing(issue, ticket), await missing(issue, other)]).toEqual([0, 0]);
});

describe("a fault of Jira", () => {
  const passing: [string, string, Fault][] = [
    ["looking, 503", "GET", { status: 503, times: 1 }],
    ["looking, 429", "GET", { status: 429, headers: { "retry-after": "7" }, times: 1 }],
    ["writing, 503", "POST", { status: 503, times: 1 }],
    ["writing, 429", "POST", { status: 429, headers: { "retry-after": "7" }, times: 1 }],
    ["writing, never done", "POST", "unheard"],
    ["writing, done and never answered", "POST", "lost"],
    ["writing, 401", "POST", { status: 401, body: "{}", times: 1 }],
    ["writing, 404", "POST", { status: 404, body: "{}", times: 1 }],
  ];
  test.each(passing)("while %s: the note waits with the link, then it is one comment", async (name, method, fault) => {
    const { issue, ticket } = await linked(name);
    await calm();
    const path = `${method} /rest/api/2/issue/${ticket.id}/comment`;
    jira.faults.set(path, fault);
    await write(issue, "Once.");
    await calm();
    expect(await missing(issue, ticket)).toBe(1);
    jira.faults.delete(path);
    await later();
    expect([bodies(ticket), await missing(issue, ticket)]).toEqual([saying("Once."), 0]);
  });

  test("is said in plain words; trying again sends what is missing", async () => {
    const { issue, ticket } = await linked("said");
    await calm();
    const path = `/rest/api/2/issue/${ticket.id}/comment`;
    jira.faults.set(path, { status: 403, body: JSON.stringify({ errorMessages: ["No."] }) });
    for (const note of ["One.", "Two."]) await write(issue, note);
    await calm();
    const healthOf = async () =>
      (await app.get(`${API}links/?per_page=100`)).body.find((it: { ticket: { id: string } }) => it.ticket.id === ticket.id);
    expect(await healthOf()).toMatchObject({ state: "stopped", problems: [{ about: "ticket", kind: "forbidden" }] });
    const visitor = visitorOf(app);
    await visitor.signIn();
    const page = await visitor.visit(`/settings/acme/integrations/${ID}/health/`);
    const card = page.text.split('<tr role="row">').find((it) => it.includes(`>${ticket.key}</a>`)) ?? "";
    expect(card).toContain("may not do this in Jira");
    jira.faults.clear();
    await lookAgain(issue, ticket);
    await calm();
    expect(bodies(ticket)).toEqual(saying("One.", "Two."));
    expect(await healthOf()).toMatchObject({ state: "in-step", problems: [] });
  });
});
