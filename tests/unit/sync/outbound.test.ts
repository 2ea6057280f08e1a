import { describe, expect, test } from "vitest";
import type { GroupState } from "../../../core/issues/group.ts";
import { sealCredentials } from "../../../core/jira-server/credentials.ts";
import type { JiraUser } from "../../../core/jira-server/ports.ts";
import { SYNC_OFF } from "../../../core/sync/integration.ts";
import { outboundAssignee } from "../../../core/sync/outbound-assignee.ts";
import { outboundStatus } from "../../../core/sync/outbound-status.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { fakeLinks } from "../../support/fake-links.ts";
import { fakeJiraTickets, fakeOutboundPorts } from "../../support/fake-tracker.ts";
import { aGroup, aLink, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION, plainSeal } from "../../support/fakes.ts";

const MAPPING = { "10000": { on_resolve: "6", on_unresolve: "1" } };
const bob = { name: "bob.b", displayName: "Bob", email: "BOB@Example.com" };
const hidden = { name: "dan", displayName: "Dan", email: null };

/** Group 1, linked to APP-1, as a worker finds it. */
function world(state: Partial<GroupState>, { mapping = MAPPING, linked = true, accounts = [bob, hidden] as JiraUser[] } = {}) {
  const sealedCredentials = sealCredentials({ seal: plainSeal }, 41, { kind: "personal_access_token", token: "t" });
  const config = { ...SYNC_OFF, sync_forward_assignment: true, sync_status_forward: true, status_mapping: mapping };
  const integration = anIntegration({ sealedCredentials, installations: [{ organizationId: 11, status: "active", config }] });
  const newest = { version: 1, assigneeSourceTime: 5, statusSourceTime: 5, ...state };
  const groups = fakeGroups([aGroup(1, {}, newest)]);
  const links = fakeLinks(linked ? [aLink(1)] : []);
  const tickets = fakeJiraTickets(accounts);
  tickets.add("APP-1");
  const organizations = fakeOrganizations({ organization: ORGANIZATION, members: [aMember(2, "bob"), aMember(4, "dan")], teams: [] });
  const ports = {
    ...{ groups: groups.port, links: links.port, organizations, now: () => 1000, log: fakeLog() },
    ...{ store: groups, tickets },
  };
  const outbound = { ...fakeOutboundPorts(ports, { integration, tickets: tickets.port }), groups: groups.port, organizations };
  const place = { v: 1 as const, organizationId: 11, projectId: 21, groupId: 1, integrationId: 41, ticket: "APP-1", version: 1 };
  const message = { ...place, sourceTime: 5, origin: { kind: "user" as const, userId: 9 } };
  const { assignee = null, status } = newest;
  return {
    tickets,
    tellOwner: () => outboundAssignee(outbound, { ...message, changed: true, after: { version: 1, assignee, assigneeSourceTime: 5 } }),
    tellStatus: () => outboundStatus(outbound, { ...message, status: status === "resolved" ? "resolved" : "unresolved" }),
    failure: (side: "assignee" | "status") => links.rows[0]?.sync[side]?.failure,
  };
}
const owner = (id: number) => ({ assignee: { type: "user" as const, id } });

describe("the owner", () => {
  test("is the account with the same address in any letter case, found by one search, written once", async () => {
    const { tickets, tellOwner } = world(owner(2));
    await tellOwner();
    expect(tickets.calls).toEqual(["get APP-1", "search APP-1", "assign APP-1"]);
    expect(tickets.tickets.get("APP-1")?.assignee?.name).toBe("bob.b");
    await tellOwner();
    expect(tickets.calls).toHaveLength(3);
  });

  test("that is nobody takes the ticket from whoever has it, with no search", async () => {
    const { tickets, tellOwner } = world({ assignee: null });
    tickets.tickets.get("APP-1")!.assignee = bob;
    await tellOwner();
    expect([tickets.calls, tickets.tickets.get("APP-1")?.assignee]).toEqual([["get APP-1", "assign APP-1"], null]);
  });

  test.each([
    ["whose address no account shows", 4, "no_account", "Map the person to an account"],
    ["who is no longer a member is nobody, and never somebody else", 99, "no_member", "Assign it anew"],
  ])("%s: the ticket stays, and why is on the link", async (_, id, kind, text) => {
    const { tickets, tellOwner, failure } = world(owner(id));
    tickets.tickets.get("APP-1")!.assignee = bob;
    await tellOwner();
    expect(tickets.tickets.get("APP-1")?.assignee).toEqual(bob);
    expect(failure("assignee")).toMatchObject({ kind, stopped: true, text: expect.stringContaining(text) });
  });
});

describe("the status", () => {
  test("is the one that was chosen for the ticket's project, written once", async () => {
    const { tickets, tellStatus } = world({ status: "resolved" });
    await tellStatus();
    expect(tickets.calls).toEqual(["get APP-1", "transitions APP-1", "transition APP-1"]);
    expect(tickets.tickets.get("APP-1")?.status.id).toBe("6");
  });

  test("that the ticket has already is only read", async () => {
    const { tickets, tellStatus } = world({ status: "unresolved" });
    await tellStatus();
    expect(tickets.calls).toEqual(["get APP-1"]);
  });

  test.each([
    ["of a project that nobody chose statuses for", {}, "no_mapping", ["get APP-1"]],
    [
      "that the workflow does not lead to",
      { "10000": { on_resolve: "77", on_unresolve: "1" } },
      "no_transition",
      ["get APP-1", "transitions APP-1"],
    ],
  ])("%s: nothing is written, and why is on the link", async (_, mapping, kind, calls) => {
    const { tickets, tellStatus, failure } = world({ status: "resolved" }, { mapping: mapping as typeof MAPPING });
    await tellStatus();
    expect(tickets.calls).toEqual(calls);
    expect(failure("status")).toMatchObject({ kind, stopped: true });
  });

  test("of an archived issue is no status in Jira", async () => {
    const { tickets, tellStatus } = world({ status: "ignored" });
    await tellStatus();
    expect(tickets.calls).toEqual([]);
  });
});

test("a ticket that was unlinked meanwhile is left alone", async () => {
  const { tickets, tellOwner, tellStatus } = world({ ...owner(2), status: "resolved" }, { linked: false });
  await tellOwner();
  await tellStatus();
  expect(tickets.calls).toEqual([]);
});
