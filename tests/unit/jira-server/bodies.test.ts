import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../../core/errors.ts";
import { TicketChange } from "../../../core/messages.ts";
import { SYNC_OFF } from "../../../core/trackers/integration.ts";
import { jiraWebhooks } from "../../support/jira-webhooks.ts";
import { body, EXTERNAL_ID, integration, setUp } from "../../support/receiver.ts";

describe("bodies", () => {
  const person = "some-instance-test@gmail.com";
  /** What is read of each: owner's address, status, whether it is gone, what changed. */
  const read: Record<string, { shows?: object; deleted?: boolean; changed?: string[] }> = {
    "webhook-issue-deleted": { deleted: true, changed: [] },
    "webhook-issue-updated-renamed": { changed: [] },
    "webhook-issue-updated-assigned-on-server": { shows: { owner: { email: person } }, changed: ["owner"] },
    "webhook-issue-updated-assigned": { changed: ["owner"] },
    "webhook-server-old-issue-updated-no-event-type-assigned": { shows: { owner: { email: person } }, changed: ["owner"] },
    "webhook-issue-updated-resolved": { changed: ["status"] },
    "webhook-server-issue-updated-closed": { changed: ["status"] },
    "webhook-server-issue-updated-resolved": { changed: ["status"] },
  };
  test.each(Object.keys(jiraWebhooks))("%s", async (name) => {
    const { receive, ticketChanges } = setUp();
    const answer = await receive(jiraWebhooks[name]!);
    const expected = read[name];
    expect(answer.accepted).toBe(expected !== undefined);
    const [change] = ticketChanges.sent.map((it) => TicketChange.parse(it));
    if (!expected) return expect(change).toBeUndefined();
    expect(change?.deleted).toBe(expected.deleted ?? false);
    expect(["owner", "status"].filter((it) => change?.change?.[it as "owner"])).toEqual(expected.changed);
    if (expected.shows) expect(change?.shows).toMatchObject(expected.shows);
  });

  test("what is queued is what the ticket has, what changed, by whom and when", async () => {
    const { receive, ticketChanges } = setUp();
    await receive(body, undefined, "delivery-1");
    const { shows, change, ...rest } = ticketChanges.sent[0]!;
    expect(rest).toEqual({
      ...{ v: 1, provider: "jira_server", externalId: EXTERNAL_ID, integrationId: 41, ticketId: "701", key: "APP-1", title: "test" },
      ...{ deliveryId: "delivery-1", receivedAt: 2_000_000_000_000, deleted: false },
    });
    expect(shows).toMatchObject({ owner: { account: "admin", email: "ada@example.com" }, status: { value: "open:10000", name: "To Do" } });
    expect(change).toMatchObject({ entry: "1700000000000", at: 1_700_000_000_000, by: "admin", owner: { from: null, to: "admin" } });
  });

  test("a delivery without an identifier is told apart by its bytes; the same bytes are the same delivery", async () => {
    const { receive, ticketChanges } = setUp();
    await receive(body);
    await receive(body);
    await receive(Buffer.concat([body, Buffer.from(" ")]));
    const ids = ticketChanges.sent.map((it) => it.deliveryId);
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  const issue = (fields: object, more: object = {}) => ({ id: "7", key: "A-1", fields, ...more });
  const items = [{ field: "assignee", from: null, to: "K1" }];
  const ada = { name: "ada", key: "K1", emailAddress: "ada@example.com" };
  const tell = async (value: unknown) => {
    const { receive, ticketChanges } = setUp();
    await receive(Buffer.from(JSON.stringify(value)));
    return ticketChanges.sent[0];
  };

  test("without any time the same bytes are told each time", async () => {
    const { receive, ticketChanges, ports } = setUp();
    const bytes = Buffer.from(JSON.stringify({ changelog: { items }, issue: issue({ assignee: ada }) }));
    await receive(bytes);
    ports.now = () => 2_000_000_000_001;
    await receive(bytes);
    expect(new Set(ticketChanges.sent.map((it) => it.deliveryId)).size).toBe(2);
  });

  test("the account is the ticket's; what the changelog names by its key is that, or something else", async () => {
    const body = (assignee: unknown) => ({ timestamp: 5, changelog: { id: 3, items }, issue: issue({ assignee }) });
    expect((await tell(body(ada)))?.change?.owner).toEqual({ from: null, to: "ada" });
    // Written later: by then somebody else has it.
    const later = await tell(body({ name: "bob", key: "K2", emailAddress: "bob at example dot com" }));
    expect(later).toMatchObject({ shows: { owner: { account: "bob", email: null } }, change: { owner: { to: "K1" } } });
  });

  test.each([
    ["no changelog", { timestamp: 5, issue_event_type_name: "issue_assigned", issue: issue({ assignee: ada }) }],
    ["an empty one", { timestamp: 5, issue_event_type_name: "issue_assigned", issue: issue({ assignee: ada }), changelog: { items: [] } }],
    ["all histories, as automations send", { issue: issue({ assignee: ada }), changelog: { histories: [{ id: "1" }] } }],
    ["the ticket alone", issue({ assignee: ada }, { changelog: { histories: [] } })],
    ["a transition, as post functions send", { transition: { transitionId: 5 }, issue: issue({ assignee: ada }) }],
    ["somebody without a name", { timestamp: 5, issue: issue({ assignee: {} }), changelog: { items } }],
  ])("with %s: an authentic body that names a ticket is a reason to look at it", async (_, value) => {
    const told = await tell(value);
    expect(told).toMatchObject({ ticketId: "7", key: "A-1", change: null });
    TicketChange.parse(told);
  });

  test.each([
    ["not json", "The body is not JSON."],
    [JSON.stringify({ changelog: { items } }), "The body has a changelog but no issue."],
    [JSON.stringify({ changelog: {} }), "The body names no ticket."],
    [JSON.stringify({ webhookEvent: "jira:issue_created", issue: issue({}) }), "The ticket is new."],
    [JSON.stringify({ issue_event_type_name: "issue_commented", issue: issue({}) }), "no changelog"],
    [JSON.stringify({ changelog: { items: [{ field: "priority" }] }, issue: issue({}) }), "Neither assignee nor status changed."],
    [JSON.stringify({ changelog: { items: "x" }, issue: issue({}) }), "changelog.items has an unexpected form"],
    ["[]", "not a Jira webhook"],
    ["null", "not a Jira webhook"],
  ])("%s is answered plainly", async (text, detail) => {
    const { receive, ticketChanges } = setUp();
    const answer = await receive(Buffer.from(text)).catch((error: unknown) => {
      expect(error).toMatchObject({ status: 400 });
      return { detail: (error as Error).message };
    });
    expect(answer.detail).toContain(detail);
    expect(ticketChanges.sent).toEqual([]);
  });

  test.each([
    ["an empty id", issue({}, { id: "" })],
    ["an id of 3,000 characters", issue({}, { id: "x".repeat(3000) })],
    ["an empty name", issue({ assignee: { name: "" } })],
    ["a name of 3,000 characters", issue({ assignee: { name: "x".repeat(3000) } })],
    ["an address of 3,000 characters", issue({ assignee: { name: "ada", emailAddress: `${"x".repeat(3000)}@example.com` } })],
  ])("with %s fits the queue's schema or is refused at the door", async (_, odd) => {
    const told = await tell({ timestamp: 5, changelog: { items }, issue: odd }).catch((error: unknown) => {
      expect(error).toMatchObject({ status: 400 });
      return null;
    });
    if (told) TicketChange.parse(told);
  });

  test("nothing is switched on: said, not queued", async () => {
    const off = integration({ installations: [{ organizationId: 11, status: "active", config: SYNC_OFF }] });
    expect((await setUp(off).receive(body)).detail).toContain("No organization has switched");
    const disabled = integration();
    disabled.installations[0]!.status = "disabled";
    expect((await setUp(disabled).receive(body)).accepted).toBe(false);
  });

  test("no body whatever is a bug", async () => {
    const { receive } = setUp();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((it) => JSON.stringify({ changelog: it, issue: it })),
        ),
        async (text) => {
          await receive(Buffer.from(text)).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
        },
      ),
    );
  });
});
