import { describe, expect, test } from "vitest";
import { listPeople, PEOPLE_PER_PAGE, savePeople, suggestAccounts } from "../../../core/integrations/people.ts";
import { sealCredentials } from "../../../core/jira-server/credentials.ts";
import type { JiraServer, JiraUser } from "../../../core/jira-server/ports.ts";
import type { IssueChanged } from "../../../core/messages.ts";
import type { Integration } from "../../../core/sync/integration.ts";
import { fakeUserMappings } from "../../support/fake-tracker.ts";
import { aMember, fakeOrganizations, fakeSender, ORGANIZATION, plainSeal } from "../../support/fakes.ts";

const members = [aMember(3, "cyd"), aMember(1, "ada"), aMember(2, "bob")];
const accounts: JiraUser[] = [
  { name: "a.lovelace", displayName: "Ada", email: "ADA@example.com" },
  { name: "BBuilder", displayName: "Bob", email: null },
  { name: "ada", displayName: "Another Ada", email: "ada.two@example.com" },
];
const integration = {
  id: 41,
  provider: "jira_server",
  site: { baseUrl: "https://jira.example.com", verifySsl: true },
  sealedCredentials: sealCredentials({ seal: plainSeal }, 41, { kind: "personal_access_token", token: "t" }),
} as Partial<Integration> as Integration;

function setUp() {
  const issueChanges = fakeSender<IssueChanged>();
  const { port: userMappings } = fakeUserMappings();
  const searched: string[] = [];
  const jiraServer = {
    searchUsers: async (_site, _credentials, text) => {
      searched.push(text);
      return accounts.filter((it) => [it.name, it.email ?? ""].some((field) => field.toLowerCase().startsWith(text.toLowerCase())));
    },
  } as Partial<JiraServer> as JiraServer;
  const organizations = fakeOrganizations({ organization: ORGANIZATION, members, teams: [] });
  const ports = { organizations, userMappings, issueChanges, jiraServer, seal: plainSeal };
  const save = (...typed: { userId: number; account: string }[]) =>
    savePeople(ports, { integration, organizationId: ORGANIZATION.id }, typed);
  const list = (number = 1) => listPeople(ports, ORGANIZATION.id, 41, number);
  return { ports, save, list, issueChanges, userMappings, searched };
}

describe("people", () => {
  test("are listed by name, with their accounts", async () => {
    const { save, list } = setUp();
    expect(await save({ userId: 2, account: "bbuilder" })).toBeNull();
    const { people, waiting, page } = await list(9);
    expect(people.map((it) => [it.name, it.account])).toEqual([
      ["ada", ""],
      ["bob", "BBuilder"],
      ["cyd", ""],
    ]);
    expect([waiting, page, PEOPLE_PER_PAGE]).toEqual([[], { number: 1, of: 1 }, 25]);
  });

  test("are suggested by address, exactly, and only who has no account yet", async () => {
    const { ports, list, save, searched } = setUp();
    await save({ userId: 2, account: "BBuilder" });
    searched.length = 0;
    const suggested = await suggestAccounts(ports, integration, (await list()).people);
    expect(suggested.map((it) => it.account)).toEqual(["a.lovelace", "BBuilder", ""]);
    expect(searched).toEqual(["ada@example.com", "cyd@example.com"]);
  });

  test("what is not changed is not asked for; what is emptied is forgotten", async () => {
    const { save, list, searched } = setUp();
    await save({ userId: 2, account: "BBuilder" }, { userId: 1, account: "" });
    expect(searched).toEqual(["BBuilder"]);
    await save({ userId: 2, account: "BBuilder" }, { userId: 1, account: "" });
    expect(searched).toHaveLength(1);
    await save({ userId: 2, account: "" });
    expect((await list()).people.map((it) => it.account)).toEqual(["", "", ""]);
  });

  test("can change places", async () => {
    const { save, list } = setUp();
    await save({ userId: 1, account: "ada" }, { userId: 2, account: "BBuilder" });
    expect(await save({ userId: 1, account: "BBuilder" }, { userId: 2, account: "ada" })).toBeNull();
    expect((await list()).people.map((it) => it.account)).toEqual(["BBuilder", "ada", ""]);
  });

  test("with an error on one, nothing is saved", async () => {
    const { save, list } = setUp();
    const errors = await save({ userId: 1, account: "ada" }, { userId: 2, account: "ada" }, { userId: 3, account: "nobody" });
    expect([...(errors ?? [])].map(([userId]) => userId).sort()).toEqual([2, 3]);
    expect((await save({ userId: 99, account: "ada" }))?.get(99)).toContain("no member");
    expect((await list()).people.every((it) => it.account === "")).toBe(true);
  });

  test("a mapping applies what waited for it, once", async () => {
    const { ports, save, list, issueChanges, userMappings } = setUp();
    const pending = { account: "BBuilder", ticket: "10001", key: "APP-1", deliveryId: "d1", sourceTime: 5 };
    await userMappings.wait(ORGANIZATION.id, 41, pending);
    expect((await list()).waiting).toEqual([{ account: "BBuilder", tickets: ["APP-1"] }]);
    await save({ userId: 2, account: "BBuilder" });
    expect(issueChanges.sent).toEqual([
      {
        v: 1,
        provider: "jira_server",
        integrationId: 41,
        ticket: "10001",
        key: "APP-1",
        deliveryId: "d1:mapped",
        sourceTime: 5,
        assignee: { organizations: [ORGANIZATION.id], email: null, account: "BBuilder" },
      },
    ]);
    expect(await ports.userMappings.waiting(ORGANIZATION.id, 41)).toEqual([]);
  });
});
