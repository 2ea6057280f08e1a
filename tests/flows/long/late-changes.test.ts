import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";
import { sized } from "../../support/size.ts";
import { deadLetters } from "../../support/store.ts";

/** Webhooks that are late, out of order, or leave out what they usually say. */
let both: BothSides;
beforeAll(async () => {
  both = await startBothSides({ id: 4_000_000_000_001_010 });
});
afterAll(() => both.stop());
afterEach(() => {
  both.jira.deliveries.fail(null);
  both.jira.deliveries.write();
  both.jira.state.changelog = "whole";
});

type Body = Record<string, unknown> & { issue: { id?: unknown; fields: Record<string, unknown> }; changelog: { items: unknown[] } };
const written = (how: (body: Body) => object) => both.jira.deliveries.write((body) => how(body as Body) as Record<string, unknown>);

describe("out of order", () => {
  test.each([[[1, 0, 2]], [[2, 1, 0]], [[2, 0, 1]]])(
    "three changes within a second, delivered %s: the last one stands, and nothing is written to Jira",
    async (order) => {
      const { jira, app, owners, linked, calm } = both;
      const { issue, ticket } = await linked(`order ${order.join("")}`);
      jira.deliveries.fail("hold");
      for (const assignee of ["admin", "bob", null]) {
        jira.tickets.edit(ticket.id, { assignee }, "cyd");
        await app.advance(0.3);
      }
      const before = both.written().length;
      await jira.deliveries.release((held) => order.map((it) => held[it]!));
      await calm();
      expect(await owners(issue.id, ticket.id)).toEqual([null, null]);
      expect(both.written().length).toBe(before);
    },
  );

  const MANY = sized(60, 500);
  test(`${MANY} changes of one ticket in any order: the newest stands`, async () => {
    const { jira, app, owners, linked, calm } = both;
    const { issue, ticket } = await linked("many");
    jira.deliveries.fail("hold");
    for (let n = 0; n < MANY; n++) {
      jira.tickets.edit(ticket.id, { assignee: ["admin", null, "bob"][n % 3]! }, "cyd");
      await app.advance(1);
    }
    jira.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
    const before = both.written().length;
    const last = jira.tickets.find(ticket.id)?.assignee;
    await jira.deliveries.release((held) => held.map((_, n) => held[(n * 7919) % held.length]!));
    await calm();
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", last]);
    expect(both.written().length).toBe(before);
  });

  test("a change heard of half an hour late does not undo what was decided since", async () => {
    const { jira, change, owners, linked, calm } = both;
    const { issue, ticket } = await linked("late");
    jira.deliveries.fail("hold");
    jira.tickets.edit(ticket.id, { assignee: "admin" }, "cyd");
    await both.app.advance(60);
    await change(issue.id, { assignedTo: "bob@example.com" });
    await calm();
    await both.pass(1800);
    jira.deliveries.fail(null);
    await jira.deliveries.release();
    await calm();
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  });
});

describe("a body", () => {
  test.each<[string, (body: Body) => object]>([
    [
      "with an empty changelog, as of some versions",
      (body) => ({ ...body, issue_event_type_name: "issue_assigned", changelog: { items: [] } }),
    ],
    [
      "without any time",
      ({ timestamp: _, ...body }) => ({ ...body, issue: { ...body.issue, fields: { ...body.issue.fields, updated: undefined } } }),
    ],
    ["of an automation: the ticket with all its histories", ({ issue }) => ({ ...issue, changelog: { histories: [{ id: "1" }] } })],
    ["of a workflow's post function: a transition and no event", ({ issue, user }) => ({ issue, user, transition: { transitionId: 11 } })],
  ])("%s is reason enough to look at the ticket", async (name, how) => {
    const { jira, owners, linked, calm } = both;
    const { issue, ticket } = await linked(name);
    written(how);
    for (const [assignee, here] of [
      ["admin", "Ada"],
      ["bob", "Bob"],
      ["admin", "Ada"],
    ] as const) {
      jira.tickets.edit(ticket.id, { assignee }, "cyd");
      await calm();
      expect(await owners(issue.id, ticket.id), assignee).toEqual([here, assignee]);
      await both.app.advance(20);
    }
    expect(await both.happened(issue.id)).toEqual(["assigned", "assigned", "assigned"]);
  });

  test.each<[string, (body: Body) => object]>([
    ["an empty id", (body) => ({ ...body, issue: { ...body.issue, id: "" } })],
    ["an id of 3,000 characters", (body) => ({ ...body, issue: { ...body.issue, id: "9".repeat(3000) } })],
    [
      "an assignee with an empty name",
      (body) => ({ ...body, issue: { ...body.issue, fields: { ...body.issue.fields, assignee: { name: "" } } } }),
    ],
  ])("with %s is refused or looked into at the door, and never a message that nobody can process", async (name, how) => {
    const { jira, owners, linked, calm } = both;
    const { issue, ticket } = await linked(name);
    written(how);
    jira.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
    await calm();
    expect(await deadLetters("TicketChanges")).toEqual([]);
    expect(jira.deliveries.answers.at(-1)?.status).toBeLessThan(500);
    await both.pass(901);
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  });

  test.each(["empty", "none"] as const)(
    "of a Jira whose ticket has a history that is %s: what the ticket shows counts",
    async (changelog) => {
      const { jira, owners, linked, calm } = both;
      const { issue, ticket } = await linked(`history ${changelog}`);
      jira.state.changelog = changelog;
      jira.deliveries.fail("drop");
      jira.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
      await both.pass(901);
      expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
      await both.change(issue.id, { assignedTo: "ada@example.com" });
      await calm();
      await both.pass(901);
      expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "admin"]);
    },
  );
});
