import { describe, expect, test } from "vitest";
import type { JiraTicket } from "../../../core/jira-server/tickets.ts";
import type { ExternalIssue, TicketLink } from "../../../core/sync/link.ts";
import { mayHaveMissed, missedChanges } from "../../../core/sync/missed-changes.ts";
import { aLink } from "../../support/fakes.ts";

const T = 1_000_000;
const bob = { name: "bob", displayName: "Bob", email: "bob@example.com" };
const ticket = (over: Partial<JiraTicket> = {}): JiraTicket => ({
  id: "10001",
  key: "APP-1",
  summary: "",
  assignee: bob,
  status: { id: "1", name: "Open", done: false },
  project: { id: "10000", key: "APP" },
  ...over,
});
const issue = (over: Partial<ExternalIssue> = {}): ExternalIssue => ({
  ...{ id: 51, organizationId: 11, integrationId: 41, ticket: "10001", key: "APP-1", title: "" },
  ...{ done: { is: false, sourceTime: 0 }, written: [], closedAt: null },
  ...over,
});
const told = (decidedAt: number, over: Partial<TicketLink> = {}): TicketLink => {
  const link = aLink(5, over);
  return { ...link, sync: { ...link.sync, assignee: { version: 1, failure: null, decidedAt } } };
};
const known = (over: Partial<ExternalIssue>, links: TicketLink[], owned: Record<number, number> = {}) => ({
  issue: issue(over),
  links,
  ownedSince: new Map(Object.entries(owned).map(([id, at]) => [Number(id), at])),
});
const at = (assignee: number | null, status: number | null = null) => ({ assignee, status });

describe("an assignee", () => {
  test("that came after what the ticket was told last is missed", () =>
    expect(missedChanges(known({}, [told(T)]), ticket(), at(T + 1))).toEqual({ assignee: T + 1 }));
  test("that came before it is not", () => expect(missedChanges(known({}, [told(T)]), ticket(), at(T - 1))).toEqual({}));
  test("that never changed is not", () => expect(missedChanges(known({}, [told(0)]), ticket(), at(null))).toEqual({}));
  test("that was there when the ticket was linked is not", () =>
    expect(missedChanges(known({}, [told(0, { linkedAt: T })]), ticket(), at(T))).toEqual({}));
  test("that a webhook told of a moment later is not", () =>
    expect(missedChanges(known({}, [told(0)], { 5: T + 200 }), ticket(), at(T))).toEqual({}));
  test("that was overtaken here by a decision that changed nothing is: the ticket has to be told", () =>
    expect(missedChanges(known({}, [told(0)], { 5: T + 60_000 }), ticket(), at(T))).toEqual({ assignee: T }));
  test("that we wrote is as old as the decision it carried over, whatever the clocks", () => {
    const written = [{ value: "bob", sourceTime: T - 5000, at: T + 900 }];
    expect(missedChanges(known({ written }, [told(T - 5000)]), ticket(), at(T))).toEqual({});
    expect(missedChanges(known({ written: [{ ...written[0]!, value: "cyd" }] }, [told(T - 5000)]), ticket(), at(T))).toEqual({
      assignee: T,
    });
  });
  test("that we wrote for one group is missed by the other group of the ticket", () => {
    const written = [{ value: "bob", sourceTime: T, at: T + 100 }];
    const links = [told(T), told(T - 9000, { groupId: 6 })];
    expect(missedChanges(known({ written }, links), ticket(), at(T + 50))).toEqual({ assignee: T + 50 });
  });
});

describe("a status", () => {
  const closed = ticket({ status: { id: "6", name: "Closed", done: true } });
  const seen = (is: boolean, sourceTime: number) => ({ done: { is, sourceTime } });
  test("on the other side of done than last seen is missed", () =>
    expect(missedChanges(known(seen(false, T), [told(T)]), closed, at(null, T + 1))).toEqual({ status: T + 1 }));
  test("on the same side is not, and neither is one from before", () => {
    expect(missedChanges(known(seen(true, T), [told(T)]), closed, at(null, T + 1))).toEqual({});
    expect(missedChanges(known(seen(false, T), [told(T)]), closed, at(null, T - 1))).toEqual({});
  });
  test("that a link moved the ticket to is not missed by it", () => {
    const link = told(T);
    const moved = { ...link, sync: { ...link.sync, ticketDone: { is: true, sourceTime: T + 5 } } };
    expect(missedChanges(known(seen(false, T), [moved]), closed, at(null, T + 1))).toEqual({});
    expect(missedChanges(known(seen(false, T), [moved, told(T, { groupId: 6 })]), closed, at(null, T + 1))).toEqual({ status: T + 1 });
  });
});

test("a ticket under another key, or one that was gone, is looked at whatever it has", () => {
  expect(mayHaveMissed(known({}, [told(T)]), ticket({ assignee: null }), 0)).toBe(false);
  expect(mayHaveMissed(known({}, [told(T)]), ticket({ key: "OPS-1" }), 0)).toBe(true);
  expect(mayHaveMissed(known({ closedAt: 5 }, [told(T)]), ticket(), 0)).toBe(true);
});
