import { Resource } from "sst";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CLOUD_WAYS, type CloudWorld } from "../../support/cloud-ways.ts";
import { BOB, CYD } from "../../support/jira-cloud/state.ts";

/** An app on Connect that Atlassian lets know the addresses that people hide: `JIRA_USE_EMAIL_SCOPE`. */
let world: CloudWorld;
beforeAll(async () => {
  world = await CLOUD_WAYS["Atlassian Connect"]();
  Resource.Settings.jiraEmailScope = "1";
  world.site.state.addressesFor.add(world.account);
});
afterEach(() => world.site.faults.clear());
afterAll(() => world.stop());

/** Whoever is called the same, and has another address. */
const NAMESAKE = "712020:7c7c7c7c-0000-4a4a-8b8b-cccccccccccc";
const EMAIL = "/rest/api/3/user/email";
const asked = () => world.site.requests.filter((it) => it.url.pathname === EMAIL).map((it) => it.url.searchParams.get("accountId"));
async function linked(name: string) {
  const { app, lockstep } = world;
  const issue = await app.capture({ message: `addresses of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await lockstep.calm();
  world.site.requests.splice(0);
  const owner = async () => (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body.assignedTo?.name ?? null;
  const assign = async (assignedTo: string) => {
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
    await lockstep.calm();
  };
  return { issue, ticket, owner, assign };
}

test("the descriptor asks for it", async () => {
  expect((await world.app.get("/extensions/jira/descriptor/")).body.scopes).toContain("access_email_addresses");
});

test("whoever hides their address has the ticket here, with Atlassian asked for it once", async () => {
  const one = await linked("hidden");
  world.site.tickets.edit(one.ticket.id, { assignee: BOB }, CYD);
  await world.lockstep.calm();
  expect([await one.owner(), asked()]).toEqual(["Bob", [BOB]]);
  const another = await linked("hidden again");
  world.site.tickets.edit(another.ticket.id, { assignee: BOB }, CYD);
  await world.lockstep.calm();
  expect([await another.owner(), asked()]).toEqual(["Bob", []]);
});

test("of several people whom a search finds, whose address it is gets the ticket", async () => {
  const { users } = world.site.state;
  const bob = users.find((it) => it.accountId === BOB)!;
  users.unshift({ ...bob, accountId: NAMESAKE, displayName: "bob@example.com the second", email: "second@example.com" });
  const one = await linked("namesakes");
  // What was told is known for four minutes.
  await world.app.advance(300);
  await one.assign("bob@example.com");
  expect([one.ticket.assignee, asked()]).toEqual([BOB, [NAMESAKE, BOB]]);
});

test.each([403, 404])("an address that Atlassian does not tell, by %i, leaves the account to be mapped", async (status) => {
  const account = `712020:nobody-${status}`;
  const bob = world.site.state.users.find((it) => it.accountId === BOB)!;
  world.site.state.users.push({ ...bob, accountId: account, displayName: "Somebody Else", email: `hidden-${status}@example.com` });
  const one = await linked(`untold ${status}`);
  world.site.faults.set(EMAIL, { status, body: '{"errorMessages":[]}' });
  world.site.tickets.edit(one.ticket.id, { assignee: account }, CYD);
  await world.lockstep.calm();
  expect(await one.owner()).toBeNull();
  const { text } = await world.lockstep.visitor.visit(`/settings/acme/integrations/${world.lockstep.id}/people/`);
  expect(text).toContain(`<code>${account}</code>`);
});

test.each([500, 503])(
  "while it cannot be asked, by %i, the ticket waits, its webhook is answered all the same, and goes on by itself",
  async (status) => {
    const account = `712020:later-${status}`;
    const { users } = world.site.state;
    const member = users.find((it) => it.accountId === BOB)!;
    users.push({ ...member, accountId: account, displayName: "Somebody", email: status === 500 ? "ada@example.com" : "bob@example.com" });
    const one = await linked(`later ${status}`);
    world.site.faults.set(EMAIL, { status, body: "<html>down</html>" });
    world.site.deliveries.answers.splice(0);
    world.site.tickets.edit(one.ticket.id, { assignee: account }, CYD);
    await world.lockstep.calm();
    expect(world.site.deliveries.answers).toEqual([{ event: "jira:issue_updated", status: 200 }]);
    expect(await one.owner()).toBeNull();
    world.site.faults.clear();
    await world.app.advance(400);
    await world.lockstep.calm();
    expect(await one.owner()).toBe(status === 500 ? "Ada" : "Bob");
  },
);
