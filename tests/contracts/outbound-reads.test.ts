import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Activity } from "../../core/issues/activity.ts";
import type { Links, OutboundReads } from "../../core/sync/ports.ts";
import { stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { outboundReads } from "../../functions/adapters/dynamo/outbound-reads.ts";
import { userMappings } from "../../functions/adapters/dynamo/user-mappings.ts";
import { anIntegration, fakeIntegrations } from "../support/fake-integrations.ts";
import { fakeLinks } from "../support/fake-links.ts";
import { fakeOutboundReads, fakeUserMappings } from "../support/fake-tracker.ts";
import { aGroup, aLink, aMember, fakeGroups, fakeOrganizations, ORGANIZATION } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const MEMBER = aMember(7, "ada");
const jira = anIntegration();
const issue = aGroup(5, {}, { version: 3, assignee: { type: "user", id: 7 }, assigneeSourceTime: 9 });
const other = aGroup(9);
const link = aLink(5, { hint: { version: 3, assignee: { type: "user", id: 7 }, assigneeSourceTime: 9 } });
const ticket = {
  ...{ id: 51, organizationId: ORGANIZATION.id, integrationId: 41, ticket: "APP-1", key: "APP-1", title: "A ticket" },
  ...{ done: null, written: [], closedAt: null },
};
const note: Activity = {
  ...{ organizationId: ORGANIZATION.id, projectId: 21, groupId: 5, version: 2, type: "note", data: { text: "Seen." }, comments: {} },
  ...{ origin: { kind: "user", userId: 7 }, sourceTime: 8, createdAt: 8, after: { version: 2, assignee: null, assigneeSourceTime: 0 } },
};
const mapping = { account: "ada.admin", userId: 7 };

const implementations: [string, () => Promise<{ read: OutboundReads; links: Links }>][] = [
  [
    "fake",
    async () => {
      const store = fakeGroups([issue]);
      store.activities.push(note);
      const ports = {
        groups: store.port,
        links: fakeLinks().port,
        organizations: fakeOrganizations({ organization: ORGANIZATION, members: [MEMBER], teams: [] }),
        userMappings: fakeUserMappings([mapping]).port,
        integrations: fakeIntegrations([jira]).port,
      };
      await ports.links.create(ticket, link);
      return { read: fakeOutboundReads(ports), links: ports.links };
    },
  ],
  [
    "DynamoDB",
    async () => {
      await table.put(
        { ...keys.activity(ORGANIZATION.id, 5, 2), ...note },
        stateItem(issue.group, issue.state),
        stateItem(other.group, other.state),
        {
          ...keys.member(ORGANIZATION.id, 7),
          ...MEMBER,
        },
      );
      await links.create(ticket, link);
      await integrations.put(jira);
      await userMappings.put(ORGANIZATION.id, 41, mapping);
      return { read: outboundReads, links };
    },
  ],
];

describe.each(implementations)("outbound reads (%s)", (_, make) => {
  test("everything that one outbound change is decided on", async () => {
    const { read } = await make();
    expect(await read(link, { userId: 7 })).toEqual({
      state: issue.state,
      issue: ticket,
      shared: false,
      link,
      integration: { provider: "jira_server", externalId: jira.externalId },
      member: MEMBER,
      account: "ada.admin",
      note: null,
    });
    expect(await read(link, { userId: 7, note: 2 })).toMatchObject({ link, note });
    expect(await read(link, { userId: 7, note: 3 })).toMatchObject({ link, note: null });
  });

  test("whether the ticket may have further links: since a second one was made", async () => {
    const { read, links } = await make();
    expect(await read(link, { userId: null })).toMatchObject({ shared: false });
    expect(await links.create(ticket, link)).toBe(false);
    expect(await read(link, { userId: null })).toMatchObject({ shared: false });
    expect(await links.create(ticket, aLink(9))).toBe(true);
    expect(await read(link, { userId: null })).toMatchObject({ shared: true });
    await links.remove(aLink(9));
  });

  test("nobody is nobody, and so is a user who is no member", async () => {
    const { read } = await make();
    expect(await read(link, { userId: null })).toMatchObject({ state: issue.state, link, member: null, account: null });
    expect(await read(link, { userId: 8 })).toMatchObject({ state: issue.state, link, member: null, account: null });
  });

  test.each([
    [
      "another organization",
      { organizationId: 12 },
      { state: null, issue: null, link: null, integration: null, member: null, account: null },
    ],
    [
      "another tracker",
      { integrationId: 42 },
      { state: issue.state, issue: null, link: null, integration: null, member: MEMBER, account: null },
    ],
    ["another ticket", { ticket: "APP-2" }, { state: issue.state, issue: null, link: null, member: MEMBER, account: "ada.admin" }],
    ["another group", { groupId: 6 }, { state: null, issue: ticket, link: null, member: MEMBER, account: "ada.admin" }],
  ])("of %s only what is there", async (_name, elsewhere, found) => {
    const { read } = await make();
    expect(await read({ ...link, ...elsewhere }, { userId: 7 })).toMatchObject(found);
  });
});
