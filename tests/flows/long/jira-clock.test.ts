import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";
import { visitorOf } from "../../support/visitor.ts";

/** A Jira runs a clock of its own. It is measured by the dates of its answers, and what is decided there counts by ours. */
let both: BothSides;
const ID = 4_000_000_000_001_020;
beforeAll(async () => {
  both = await startBothSides({ id: ID });
});
afterAll(() => both.stop());
afterEach(() => both.jira.deliveries.fail(null));

const MINUTE = 60_000;

describe.each([
  ["a minute behind ours", -MINUTE],
  ["five minutes behind", -5 * MINUTE],
  ["five minutes ahead", 5 * MINUTE],
  ["right again", 0],
])("a clock that is %s", (_, clock) => {
  test("what is decided there five seconds after a decision here stands, by webhook and by the quarter-hourly search", async () => {
    const { jira, app, change, owners, linked, calm } = both;
    jira.state.clock = clock;
    const { issue, ticket } = await linked(`clock ${clock}`);
    for (const [assignee, here, fate] of [
      ["admin", "Ada", null],
      [null, null, null],
      ["admin", "Ada", "drop"],
      [null, null, "drop"],
    ] as const) {
      await change(issue.id, { assignedTo: "bob@example.com" });
      await calm();
      await app.advance(5);
      jira.deliveries.fail(fate);
      jira.tickets.edit(ticket.id, { assignee }, "cyd");
      await calm();
      jira.deliveries.fail(null);
      await both.pass(901);
      expect(await owners(issue.id, ticket.id), `${assignee} ${fate}`).toEqual([here, assignee]);
    }
  });

  test("what is decided here five seconds after a decision there stands", async () => {
    const { jira, app, change, owners, linked, calm } = both;
    jira.state.clock = clock;
    const { issue, ticket } = await linked(`here ${clock}`);
    jira.deliveries.fail("hold");
    jira.tickets.edit(ticket.id, { assignee: "admin" }, "cyd");
    await app.advance(5);
    await change(issue.id, { assignedTo: "bob@example.com" });
    await calm();
    jira.deliveries.fail(null);
    await jira.deliveries.release();
    await both.pass(901);
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  });
});

test("how far it is off stands on the integration's page", async () => {
  const { jira, app } = both;
  jira.state.clock = -5 * MINUTE;
  await both.linked("shown");
  const visitor = visitorOf(app);
  await visitor.signIn();
  expect((await visitor.visit(`/settings/acme/integrations/${ID}/`)).text).toMatch(/(299|300|301) seconds behind ours/);
});
