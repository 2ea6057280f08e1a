import { describe, expect, test } from "vitest";
import type { IssueChanged, OutboundAssignee } from "../../../core/messages.ts";
import { syncGroupAssigneeInbound } from "../../../core/sync/inbound-assignee.ts";
import { fakeLinks } from "../../support/fake-links.ts";
import { fakeUserMappings } from "../../support/fake-tracker.ts";
import { aGroup, aLink, aMember, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const change = (email: string | null, over: Partial<IssueChanged> = {}): IssueChanged => ({
  v: 1,
  provider: "jira_server",
  integrationId: 41,
  ticket: "APP-1",
  deliveryId: "d1",
  sourceTime: 100,
  assignee: { organizations: [ORGANIZATION.id], email },
  ...over,
});

function setUp(groups = [aGroup(1)], links = [aLink(1)], members = [aMember(7, "ada"), aMember(8, "bob", { projects: [22] })]) {
  const store = fakeGroups(groups);
  const log = fakeLog();
  const ports = {
    groups: store.port,
    links: fakeLinks(links).port,
    organizations: fakeOrganizations({ organization: ORGANIZATION, members, teams: [] }),
    userMappings: fakeUserMappings().port,
    outboundAssignees: fakeSender<OutboundAssignee>(),
    now: () => 200,
    log,
  };
  return { store, log, sync: (it: IssueChanged) => syncGroupAssigneeInbound(ports, ORGANIZATION.id, it) };
}
const owner = (store: ReturnType<typeof fakeGroups>, id: number) => store.rows.get(id)?.state.assignee?.id ?? null;

describe("sync_group_assignee_inbound", () => {
  test("a member with access gets the group, in any letter case of the address", async () => {
    const { store, sync } = setUp();
    await sync(change("ADA@Example.com"));
    expect(owner(store, 1)).toBe(7);
    expect(store.activities).toMatchObject([
      { data: { assigneeEmail: "ada@example.com", external_issue: "APP-1" }, origin: { ticket: "APP-1" } },
    ]);
  });

  test("nobody takes it away, and only where there was somebody", async () => {
    const { store, sync } = setUp([aGroup(1, {}, { assignee: { type: "team", id: 31 } }), aGroup(2)], [aLink(1), aLink(2)]);
    const outcomes = await sync(change(null));
    expect(outcomes.map((it) => it.changed)).toEqual([false, true]);
    expect(store.activities).toMatchObject([{ groupId: 1, type: "unassigned" }]);
  });

  test.each([
    ["a member of another project's team", aMember(8, "bob", { projects: [22] }), "bob@example.com"],
    ["an inactive member", aMember(9, "cyd", { active: false }), "cyd@example.com"],
    ["nobody we know", aMember(7, "ada"), "unknown@example.com"],
  ])("%s: the owner stays", async (_, member, email) => {
    const { store, log, sync } = setUp([aGroup(1, {}, { assignee: { type: "user", id: 3 } })], [aLink(1)], [member]);
    expect(await sync(change(email))).toEqual([]);
    expect(owner(store, 1)).toBe(3);
    expect(log.lines).toContain("assignee-not-found-inbound");
  });

  test("each linked group goes by its own project", async () => {
    const { store, sync } = setUp([aGroup(1), aGroup(2, { projectId: 22 })], [aLink(1), aLink(2, { projectId: 22 })]);
    await sync(change("ada@example.com"));
    expect([owner(store, 1), owner(store, 2)]).toEqual([7, null]);
  });

  test("of two members with one address the lowest id is taken", async () => {
    const twins = [aMember(9, "ada"), aMember(7, "ada")];
    const { store, sync } = setUp(undefined, undefined, twins);
    await sync(change("ada@example.com"));
    expect(owner(store, 1)).toBe(7);
  });

  test("a key in other letters, another integration, another organization: no group", async () => {
    const { log, store, sync } = setUp();
    await sync(change("ada@example.com", { ticket: "app-1" }));
    await sync(change("ada@example.com", { integrationId: 42 }));
    expect(owner(store, 1)).toBeNull();
    expect(log.lines.filter((it) => it === "no-affected-groups")).toHaveLength(2);
  });

  test("ten times the same delivery: one activity", async () => {
    const { store, sync } = setUp();
    for (let n = 0; n < 10; n++) await sync(change("ada@example.com"));
    expect(store.activities).toHaveLength(1);
  });
});
