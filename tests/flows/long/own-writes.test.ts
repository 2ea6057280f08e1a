import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { heldUp } from "../../../infra/local/sandbox/jira/exchange.ts";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";

/** What we wrote comes back as a webhook, before Jira's answer, after it or without it. It is never somebody's decision. */
let both: BothSides;
beforeAll(async () => {
  both = await startBothSides({ id: 4_000_000_000_001_000 });
});
afterAll(() => both.stop());
afterEach(() => {
  both.jira.faults.clear();
  both.jira.deliveries.fail(null);
});

const BOB = { assignedTo: "bob@example.com" };
const ADA = { assignedTo: "ada@example.com" };

describe("a second decision while Jira carries out the first", () => {
  test.each(["before", "after"] as const)("%s which it is slow: the second is right on both sides, each is one activity", async (when) => {
    const { jira, app, change, calm, owners, happened, linked } = both;
    const { issue, ticket } = await linked(`slow ${when}`);
    const held = heldUp();
    jira.faults.set("PUT /rest/api/2/issue/", { [when]: held.wait, times: 1 });
    await change(issue.id, BOB);
    await held.reached;
    await jira.deliveries.settled();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe(when === "after" ? "bob" : null);
    await app.advance(1.5);
    await change(issue.id, ADA);
    await app.advance(1);
    held.letGo();
    await calm();
    expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
    expect(await happened(issue.id)).toEqual(["assigned", "assigned"]);
    await both.pass(901);
    expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
    expect(await happened(issue.id)).toEqual(["assigned", "assigned"]);
  });

  test("whose answer is lost, whose webhook is not: the same", async () => {
    const { jira, app, change, calm, owners, happened, linked } = both;
    const { issue, ticket } = await linked("lost answer");
    jira.deliveries.fail("hold");
    jira.faults.set("PUT /rest/api/2/issue/", "lost");
    await change(issue.id, BOB);
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    jira.faults.clear();
    await app.advance(1.5);
    await change(issue.id, ADA);
    await jira.deliveries.release();
    jira.deliveries.fail(null);
    await both.pass(400);
    expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
    expect(await happened(issue.id)).toEqual(["assigned", "assigned"]);
  });

  test("of a status: resolved and opened again stays open", async () => {
    const { jira, app, change, calm, issueOf, happened, linked } = both;
    const { issue, ticket } = await linked("statuses");
    const held = heldUp();
    jira.faults.set("POST /rest/api/2/issue/", { after: held.wait, times: 1 });
    await change(issue.id, { status: "resolved" });
    await held.reached;
    await jira.deliveries.settled();
    await app.advance(1.2);
    await change(issue.id, { status: "unresolved" });
    held.letGo();
    await calm();
    await both.pass(901);
    expect([(await issueOf(issue.id)).status, jira.tickets.find(ticket.id)?.statusId]).toEqual(["unresolved", "1"]);
    expect(await happened(issue.id)).toEqual(["set_unresolved", "set_resolved"]);
  });
});

test("a write that is carried out ten minutes after it was sent does not bring its decision back", async () => {
  const { jira, app, change, owners, happened, linked } = both;
  const { issue, ticket } = await linked("carried out late");
  jira.faults.set("PUT /rest/api/2/issue/", "unheard");
  await change(issue.id, BOB);
  await both.calm();
  jira.faults.clear();
  await change(issue.id, ADA);
  await both.pass(130);
  expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
  await app.advance(460);
  // As the request says, and in its name.
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "lockstep");
  await both.calm();
  await both.pass(901);
  expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
  expect(await happened(issue.id)).toEqual(["assigned", "assigned"]);
});

test("a person's choice between our reading and our write is the later one, and is put back", async () => {
  const { jira, change, owners, linked } = both;
  const { issue, ticket } = await linked("in between");
  const held = heldUp();
  jira.faults.set("PUT /rest/api/2/issue/", { before: held.wait, times: 1 });
  await change(issue.id, BOB);
  await held.reached;
  jira.tickets.edit(ticket.id, { assignee: "admin" }, "cyd");
  held.letGo();
  await both.calm();
  await both.pass(130);
  expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
});

test("what we wrote, come back half an hour late and twice, changes nothing and asks nothing", async () => {
  const { jira, change, owners, happened, linked } = both;
  const { issue, ticket } = await linked("late echo");
  jira.deliveries.fail("hold");
  await change(issue.id, BOB);
  await both.calm();
  await both.pass(1800);
  const asked = jira.requests.length;
  jira.deliveries.fail(null);
  await jira.deliveries.release((held) => [...held, ...held]);
  await both.calm();
  expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  expect(await happened(issue.id)).toEqual(["assigned"]);
  expect(jira.requests.length - asked).toBe(0);
});
