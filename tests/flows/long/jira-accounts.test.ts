import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { JiraUser } from "../../../infra/local/sandbox/jira/state.ts";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";
import { visitorOf } from "../../support/visitor.ts";

/** Who is who, where a Jira hides it, masks it, or answers oddly; and which way leads to a status. */
let both: BothSides;
let users: JiraUser[];
const ID = 4_000_000_000_001_040;
const API = `/api/0/organizations/acme/integrations/${ID}/`;
beforeAll(async () => {
  both = await startBothSides({ id: ID });
  users = structuredClone(both.jira.users);
});
afterAll(() => both.stop());
afterEach(async () => {
  both.jira.users.splice(0, both.jira.users.length, ...structuredClone(users));
  both.jira.faults.clear();
  // Who has which address is remembered for some minutes.
  await both.app.advance(300);
});

const BOB = { assignedTo: "bob@example.com" };

describe("an address that Jira", () => {
  test.each([
    ["hides", undefined],
    ["masks", "bob at example dot com"],
    ["shows as a question mark", "?"],
  ])("%s: the only one who is found by it is whose it is", async (name, emailAddress) => {
    const { jira, change, calm, owners, linked } = both;
    const { issue, ticket } = await linked(name);
    // It still searches by the address that it does not show.
    const bob = { ...jira.users.find((it) => it.name === "bob")!, emailAddress };
    jira.faults.set("/rest/api/2/user/assignable/search", { status: 200, body: JSON.stringify([bob]) });
    await change(issue.id, BOB);
    await calm();
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  });

  test("hides, of two who are found by it: nobody gets the ticket, and the link says who has no account", async () => {
    const { jira, change, calm, owners, linked, health } = both;
    const { issue, ticket } = await linked("two found");
    const all = jira.users.map(({ emailAddress: _, ...it }) => it);
    jira.faults.set("/rest/api/2/user/assignable/search", { status: 200, body: JSON.stringify(all) });
    await change(issue.id, BOB);
    await calm();
    expect(await owners(issue.id, ticket.id)).toEqual(["Bob", null]);
    expect(await health(ticket.id)).toMatchObject({ state: "stopped", problems: [{ about: "owner", kind: "no_account" }] });
  });
});

test("somebody whom Jira shows without an address, and whose account is a member's address, is that member", async () => {
  const { jira, calm, owners, linked } = both;
  jira.users.push({ name: "ada@example.com", key: "JIRAUSER10999", displayName: "Ada", admin: false });
  const { issue, ticket } = await linked("named by address");
  jira.tickets.edit(ticket.id, { assignee: "ada@example.com" }, "cyd");
  await calm();
  expect(await owners(issue.id, ticket.id)).toEqual(["Ada", "ada@example.com"]);
});

test("one odd entry in a list does not void the others", async () => {
  const { jira, change, calm, owners, linked } = both;
  const { issue, ticket } = await linked("odd entry");
  const bob = jira.users.find((it) => it.name === "bob");
  const body = JSON.stringify([{ displayName: "An app" }, { name: "", displayName: "Nobody" }, null, bob]);
  jira.faults.set("/rest/api/2/user/assignable/search", { status: 200, body });
  await change(issue.id, BOB);
  await calm();
  expect(await owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
});

test("of two ways to a status the one is taken whose fields can be filled in", async () => {
  const { jira, change, calm, linked, written } = both;
  const { issue, ticket } = await linked("two ways");
  const to = { id: "6", name: "Closed", statusCategory: { key: "done" } };
  const resolution = {
    required: true,
    hasDefaultValue: false,
    name: "Resolution",
    allowedValues: [
      { id: "1", name: "A" },
      { id: "2", name: "B" },
    ],
  };
  const transitions = [
    { id: "91", name: "Close with a reason", to, fields: { resolution } },
    { id: "61", name: "Close", to, fields: {} },
  ];
  jira.faults.set(`GET /rest/api/2/issue/${ticket.id}/transitions`, { status: 200, body: JSON.stringify({ transitions }) });
  await change(issue.id, { status: "resolved" });
  await calm();
  expect(jira.tickets.find(ticket.id)?.statusId).toBe("6");
  expect(JSON.parse(written().at(-1)?.body ?? "")).toEqual({ transition: { id: "61" } });
});

test("an inbound change says in its activity which tracker, by its name and by its key", async () => {
  const { jira, calm, linked, issueOf } = both;
  const { issue, ticket } = await linked("provider");
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
  jira.tickets.edit(ticket.id, { statusId: "6" }, "cyd");
  await calm();
  const { activity } = await issueOf(issue.id);
  for (const type of ["assigned", "set_resolved"]) {
    const { data } = activity.find((it) => it.type === type)!;
    expect(data).toMatchObject({
      provider: "Jira Server",
      provider_key: "jira_server",
      integration_id: String(ID),
      external_issue: ticket.key,
    });
  }
});

describe("what was in the way is mended, and nobody has to press anything:", () => {
  const waiting = async (name: string) => {
    const { jira, change, calm, linked } = both;
    const made = await linked(name);
    for (const it of jira.users) if (it.name === "bob") it.emailAddress = "robert@example.org";
    await both.app.advance(300);
    await change(made.issue.id, BOB);
    await calm();
    expect(await both.health(made.ticket.id)).toMatchObject({ state: "stopped", problems: [{ about: "owner", kind: "no_account" }] });
    return made;
  };

  test("an account is mapped", async () => {
    const { issue, ticket } = await waiting("mapped");
    const members = (await both.app.get("/api/0/organizations/acme/members/")).body as {
      id: string;
      user: { id: string };
      email: string;
    }[];
    const visitor = visitorOf(both.app);
    await visitor.signIn();
    const page = await visitor.visit(`/settings/acme/integrations/${ID}/people/`);
    const bob = members.find((it) => it.email === "bob@example.com")!;
    const form = { form_token: /name="form_token" value="(\w+)"/.exec(page.text)?.[1] ?? "", action: "save", page: "1" };
    await visitor.post(`/settings/acme/integrations/${ID}/people/`, { ...form, user: bob.user.id, account: "bob" });
    await both.calm();
    expect(await both.owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
    expect(await both.health(ticket.id)).toMatchObject({ state: "in-step", problems: [] });
    await visitor.post(`/settings/acme/integrations/${ID}/people/`, { ...form, user: bob.user.id, account: "" });
  });

  test("settings are saved", async () => {
    const { issue, ticket } = await waiting("saved");
    for (const it of both.jira.users) if (it.name === "bob") it.emailAddress = "bob@example.com";
    await both.app.advance(300);
    await both.app.put(API, { sync_comments: false });
    await both.calm();
    expect(await both.owners(issue.id, ticket.id)).toEqual(["Bob", "bob"]);
  });
});
