import { describe, expect, test } from "vitest";
import { linkHealth } from "../../../core/integrations/link-health.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { aGroup, aLink, aMember } from "../../support/fakes.ts";

const JIRA = { baseUrl: "https://jira.example.com" };
const members = [aMember(7, "ada")];
const seen: TicketState = {
  ...unknownTicket({ integrationId: 41, ticketId: "APP-1" }, "ada", "open:1"),
  ...{ key: "APP-1", seenAt: 1000, shows: { owner: "Ada", status: "Open" } },
};
const reason = (kind: string) => ({ kind, text: `Because of ${kind}.`, since: 500 });
const health = (
  state: Partial<TicketState> | null,
  link: Partial<TicketLink> = {},
  issue = aGroup(5, {}, { assignee: { type: "user", id: 7 } }),
) => linkHealth(aLink(5, link), { issue, state: state && { ...seen, ...state }, members }, JIRA);

describe("how a link fares", () => {
  test("in step: seen equal, with both values and the time of that look", () => {
    expect(health({})).toEqual({
      ticket: { id: "APP-1", key: "APP-1", url: "https://jira.example.com/browse/APP-1", owner: "Ada", status: "Open" },
      issue: { id: "5", shortId: "WEB-5", title: "Error: boom", owner: "ada", status: "unresolved" },
      ...{ state: "in-step", seen: "1970-01-01T00:00:01.000Z", next: null, problems: [] },
    });
  });

  test.each<[string, Partial<TicketState> | null, Partial<TicketLink>, string]>([
    ["never looked at", null, {}, "quiet"],
    ["linked and not looked at yet", { seenAt: null }, {}, "quiet"],
    ["a change here that the ticket may not have", { due: 5000 }, {}, "waiting"],
    ["a tracker that does not answer", { waiting: reason("unreachable"), due: 5000 }, {}, "waiting"],
    ["a tracker that refuses us", { waiting: reason("forbidden"), due: 5000 }, {}, "stopped"],
    ["a note on its way", {}, { notes: [{ version: 3, userId: 7 }] }, "waiting"],
    ["nobody that the ticket could get", { reasons: { 5: { owner: reason("no_account") } }, due: 5000 }, {}, "stopped"],
    ["another issue's reason", { reasons: { 6: { owner: reason("no_account") } } }, {}, "in-step"],
    ["a switch that is off", { reasons: { 5: { owner: reason("off") } } }, {}, "apart"],
    ["linked as it was", { reasons: { 5: { status: reason("linked") } } }, {}, "apart"],
    ["notes that were given up", {}, { notesLost: 2 }, "stopped"],
  ])("%s", (_, state, link, expected) => expect(health(state, link).state).toBe(expected));

  test("a decision of a moment ago, of which the link has not heard yet, is not in step", () => {
    const issue = aGroup(5, {}, { version: 4, assignee: { type: "user", id: 7 } });
    expect(health({}, { hint: { ...issue.state, version: 3 } }, issue).state).toBe("waiting");
    expect(health({}, { hint: issue.state }, issue).state).toBe("in-step");
  });

  test("a team and an archive are said to be nothing to a tracker, and since when", () => {
    const of = (over: Partial<GroupState>) => {
      const issue = aGroup(5, {}, { assigneeSourceTime: 700, statusSourceTime: 800, ...over });
      const { state, problems } = health({}, { hint: issue.state }, issue);
      return [state, problems.map((it) => [it.about, it.kind, it.since])];
    };
    const [team, archived] = [
      ["owner", "team", "1970-01-01T00:00:00.700Z"],
      ["status", "archived", "1970-01-01T00:00:00.800Z"],
    ];
    expect(of({ assignee: { type: "team", id: 31 }, ownerUnder: { userId: 7, at: 5 } })).toEqual(["apart", [team]]);
    expect(of({ assignee: null, ownerUnder: { userId: 7, at: 5 } })).toEqual(["apart", [team]]);
    expect(of({ assignee: null, ownerUnder: { userId: null, at: 5 } })).toEqual(["in-step", []]);
    expect(of({ status: "ignored" })).toEqual(["apart", [archived]]);
  });

  test("what is wrong is said for each part, with the time from which on, and when it is looked at next", () => {
    const { problems, next } = health({
      ...{ waiting: reason("limited"), due: 9000 },
      reasons: { 5: { owner: reason("no_account"), status: reason("no_mapping") } },
    });
    expect(problems.map((it) => [it.about, it.kind, it.since])).toEqual([
      ["ticket", "limited", "1970-01-01T00:00:00.500Z"],
      ["owner", "no_account", "1970-01-01T00:00:00.500Z"],
      ["status", "no_mapping", "1970-01-01T00:00:00.500Z"],
    ]);
    expect(next).toBe("1970-01-01T00:00:09.000Z");
  });

  test("of an issue that is gone, of a team, of somebody who is gone", () => {
    expect(linkHealth(aLink(5), { issue: null, state: seen, members }, JIRA).issue).toBeNull();
    const ownerOf = (type: "user" | "team", id: number) => health({}, {}, aGroup(5, {}, { assignee: { type, id } })).issue?.owner;
    expect([ownerOf("team", 31), ownerOf("user", 99)]).toEqual(["a team", "somebody who is gone"]);
  });
});
