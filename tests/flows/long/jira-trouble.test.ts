import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../../infra/local/sandbox/jira/exchange.ts";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";
import { deadLetters } from "../../support/store.ts";

/** Whatever a Jira does for a while: nothing is given up, and what was decided is there when it is over. */
let both: BothSides;
const ID = 4_000_000_000_001_030;
beforeAll(async () => {
  both = await startBothSides({ id: ID });
});
afterAll(() => both.stop());
afterEach(async () => {
  both.jira.faults.clear();
  both.jira.deliveries.fail(null);
  // A pause of the whole tracker ends.
  await both.pass(400);
});

const BOB = { assignedTo: "bob@example.com" };
const nothingGivenUp = async () => {
  for (const queue of ["TicketChanges", "TicketLooks"] as const) expect(await deadLetters(queue)).toEqual([]);
};

describe("for a while", () => {
  const date = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
  const page = (status: number): Fault => ({ status, headers: { "content-type": "text/html" }, body: "<html>Log in</html>" });
  test.each<[string, () => Fault]>([
    ["429, asking for a second", () => ({ status: 429, headers: { "retry-after": "1" }, body: "{}" })],
    ["429, asking until a date", () => ({ status: 429, headers: { "retry-after": date(30) }, body: "{}" })],
    ["429 without a time", () => ({ status: 429, body: "{}" })],
    ["503", () => ({ status: 503 })],
    ["401", () => ({ status: 401, body: "{}" })],
    ["403", () => ({ status: 403, body: "{}" })],
    ["404", () => ({ status: 404, body: '{"errorMessages":["Issue Does Not Exist"]}' })],
    ["a page with 200", () => page(200)],
    ["a page with 404", () => page(404)],
    ["a 302 to a login", () => ({ status: 302, headers: { location: "https://login.example.com/?token=1" } })],
    ["half of an answer", () => ({ status: 200, headers: { "content-type": "application/json" }, body: '{"id":"10001","key":' })],
    ["connections that break", () => "unheard" as const],
  ])("%s to everything: the link waits and says so; then the owner goes over by itself", async (name, fault) => {
    const { jira, change, calm, owners, linked, health } = both;
    const { issue, ticket } = await linked(name);
    jira.faults.set("/", fault());
    await change(issue.id, BOB);
    await calm();
    for (let tries = 0; tries < 2; tries++) await both.pass(301);
    const { state, problems, next } = await health(ticket.id);
    expect(["waiting", "stopped"]).toContain(state);
    expect(problems).toMatchObject([{ about: "ticket", text: expect.stringMatching(/\w\. \w/), since: expect.any(String) }]);
    expect(next).not.toBeNull();
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", null]);
    jira.faults.clear();
    await both.pass(3601);
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
    expect(await health(ticket.id)).toMatchObject({ state: "in-step", problems: [] });
    await nothingGivenUp();
  });
});

test("down for an hour, decided on both sides meanwhile: the later decision is everywhere after it, and both are told once", async () => {
  const { jira, app, change, calm, owners, happened, linked } = both;
  const [here, there] = [await linked("down, here"), await linked("down, there")];
  jira.faults.set("/", "unheard");
  jira.deliveries.fail("drop");
  jira.tickets.edit(here.ticket.id, { assignee: "admin" }, "cyd");
  await change(there.issue.id, BOB);
  for (let tries = 0; tries < 6; tries++) await both.pass(301);
  await change(here.issue.id, BOB);
  jira.tickets.edit(there.ticket.id, { assignee: "admin" }, "cyd");
  const before = jira.requests.length;
  for (let tries = 0; tries < 6; tries++) await both.pass(301);
  // One ticket is asked about now and then to see whether Jira is back, and not each of all that wait.
  expect(jira.requests.length - before).toBeLessThan(20);
  jira.faults.clear();
  jira.deliveries.fail(null);
  await app.advance(400);
  await calm();
  await both.pass(3601);
  expect(await owners(here.issue.id, here.ticket.id)).toEqual(["Bob", "bob"]);
  expect(await owners(there.issue.id, there.ticket.id)).toEqual(["Ada", "admin"]);
  expect(await happened(there.issue.id)).toEqual(["assigned", "assigned"]);
  await nothingGivenUp();
});

test("what is refused is asked for ever less often, and said since when; the next trouble is waited for a minute again", async () => {
  const { jira, change, calm, linked, lockstep } = both;
  const { issue, ticket } = await linked("next change");
  jira.faults.set("PUT /rest/api/2/issue/", { status: 403, body: "{}" });
  await change(issue.id, BOB);
  await calm();
  const {
    problems: [first],
  } = await both.health(ticket.id);
  for (let tries = 0; tries < 4; tries++) await both.pass(1000);
  expect((await lockstep.known(ticket.id))?.waits).toBeGreaterThan(2);
  expect(await both.health(ticket.id)).toMatchObject({ state: "stopped", problems: [first] });
  jira.faults.clear();
  await both.pass(3601);
  expect((await lockstep.known(ticket.id))?.waits).toBe(0);
  jira.faults.set("PUT /rest/api/2/issue/", { status: 503, times: 1 });
  await change(issue.id, { assignedTo: "" });
  await calm();
  expect((await lockstep.known(ticket.id))?.due).toBeLessThanOrEqual(Date.now() + 60_000);
});

test("404 once is no reason to close a link: a later assignment goes over", async () => {
  const { jira, change, calm, owners, linked } = both;
  const { issue, ticket } = await linked("hidden once");
  jira.faults.set(`GET /rest/api/2/issue/${ticket.id}`, { status: 404, body: "{}", times: 1 });
  await change(issue.id, BOB);
  await calm();
  await change(issue.id, { assignedTo: "ada@example.com" });
  await calm();
  expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
});

describe("slow answers", () => {
  test("of nine seconds each: nothing is cut off, nothing is written twice", async () => {
    const { jira, app, change, calm, owners, happened, linked, written } = both;
    const { issue, ticket } = await linked("nine seconds");
    const before = written().length;
    jira.faults.set("/rest/api/2/issue/", { before: () => app.advance(9) });
    await change(issue.id, { ...BOB, status: "resolved" });
    await calm();
    await both.pass(400);
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("6");
    expect(await happened(issue.id)).toEqual(expect.arrayContaining(["assigned", "set_resolved"]));
    expect(written().length - before).toBe(2);
    await nothingGivenUp();
  });

  test("of twelve seconds each, of which nobody hears: what was written is found again, and is nobody's decision", async () => {
    const { jira, app, change, calm, owners, happened, linked } = both;
    const { issue, ticket } = await linked("twelve seconds");
    // We hang up after ten; Jira goes on.
    jira.faults.set("PUT /rest/api/2/issue/", "lost");
    jira.faults.set(`GET /rest/api/2/issue/${ticket.id}`, { before: () => app.advance(9) });
    await change(issue.id, BOB);
    await calm();
    jira.faults.clear();
    await both.pass(400);
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
    expect(await happened(issue.id)).toEqual(["assigned"]);
    expect(await both.health(ticket.id)).toMatchObject({ state: "in-step", problems: [] });
  });
});
