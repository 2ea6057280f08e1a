import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { type Seen, visitorOf } from "../../support/visitor.ts";

const ID = 4_000_000_000_000_950;
const PAGE = `/settings/acme/integrations/${ID}/`;
const API = `/api/0/organizations/acme/integrations/${ID}/`;

let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
let visitor: ReturnType<typeof visitorOf>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, { id: ID });
  visitor = visitorOf(app);
  await visitor.signIn();
});
afterEach(() => jira.faults.clear());
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
  await app.idle();
}
async function linked(name: string) {
  const issue = await app.capture({ message: `health of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await calm();
  return { issue, ticket };
}
const healthOf = async (ticketId: string) =>
  ((await app.get(`${API}links/?per_page=100`)).body as { ticket: { id: string }; state: string }[]).find(
    (it) => it.ticket.id === ticketId,
  );
const ownerOf = async (id: string) => (await app.get(`/api/0/issues/${id}/`)).body.assignedTo?.name ?? null;
const rowOf = ({ text }: Seen, key: string) => text.split('<tr role="row">').find((it) => it.includes(`>${key}</a>`)) ?? "";

describe("health", () => {
  test("says in step only of what was seen equal, with both values and the time of that look", async () => {
    const { issue, ticket } = await linked("both");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
    await calm();
    const health = await healthOf(ticket.id);
    // What we wrote ourselves is what Jira shows from then on, by Jira's own names.
    expect(health).toMatchObject({
      ...{ state: "in-step", seen: expect.any(String), next: null, problems: [] },
      ticket: { key: ticket.key, owner: "Bob Builder", status: "Closed" },
      issue: { id: issue.id, shortId: issue.shortId, owner: "Bob", status: "resolved" },
    });
    const row = rowOf(await visitor.visit(`${PAGE}health/`), ticket.key);
    expect(row).toContain("In step");
    expect(row).not.toContain("Try again");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "team:core" });
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "apart", issue: { owner: "a team" }, problems: [{ kind: "team" }] });
  });

  test("says what differs where a switch is off, and that a deleted ticket cannot be seen", async () => {
    const { issue, ticket } = await linked("off");
    await app.post(API, { sync_forward_assignment: false });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await app.advance(61);
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "apart", problems: [{ about: "owner", kind: "off" }] });
    await app.post(API, { sync_forward_assignment: true });
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "in-step" });
    jira.tickets.remove(ticket.id);
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "waiting", problems: [{ about: "ticket", kind: "not_found" }] });
  });

  test("a permission that is missing is said in plain words, and tried again when somebody asks", async () => {
    const { issue, ticket } = await linked("stopped");
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "stopped", problems: [{ about: "ticket", kind: "forbidden" }] });
    const page = await visitor.visit(`${PAGE}health/`);
    // The worst comes first.
    expect(page.text.split('<tr role="row">')[2]).toContain("Needs you");
    expect(rowOf(page, ticket.key)).toContain("may not do this in Jira");

    jira.faults.clear();
    const form = { form_token: /name="form_token" value="(\w+)"/.exec(page.text)?.[1] ?? "", link: `${ID}:${issue.id}:${ticket.id}` };
    expect((await visitor.post(`${PAGE}health/`, form)).text).toContain("Lockstep looks at the ticket again.");
    await calm();
    expect(await healthOf(ticket.id)).toMatchObject({ state: "in-step", problems: [] });
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  });

  test("all that wait are tried again at once, over REST and on the page", async () => {
    const all = [await linked("all one"), await linked("all two")];
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    for (const { issue } of all) await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    jira.faults.clear();
    expect((await app.call("POST", `${API}links/retry/`, { all: true })).status).toBe(202);
    await calm();
    for (const { ticket } of all) expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  });

  test("trying again over REST takes what was decided last; what is not linked is not there", async () => {
    const { issue, ticket } = await linked("rest");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await calm();
    await app.advance(10);
    jira.deliveries.fail("drop");
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    jira.deliveries.fail(null);
    expect((await app.call("POST", `${API}links/retry/`, { ticket: ticket.id, issue: issue.id })).status).toBe(202);
    await calm();
    expect([jira.tickets.find(ticket.id)?.assignee, await ownerOf(issue.id)]).toEqual(["bob", "Bob"]);
    for (const body of [
      { ticket: "1", issue: issue.id },
      { ticket: ticket.id, issue: "1" },
      { ticket: ticket.id, issue: "x" },
    ])
      expect((await app.call("POST", `${API}links/retry/`, body)).status).toBe(404);
    expect((await app.call("POST", `${API}links/retry/`, {})).status).toBe(400);
  });

  test("of many links comes page by page, each page small", async () => {
    const { issue } = await linked("many");
    for (let n = 0; n < 14; n++) await lockstep.link(issue.id);
    const first = await visitor.visit(`${PAGE}health/`);
    expect(first.text.match(/<th role="rowheader"/g)).toHaveLength(12);
    expect(gzipSync(first.text).length).toBeLessThanOrEqual(10_000);
    const [, more = ""] = /href="([^"]*\?cursor=[^"]*)"/.exec(first.text) ?? [];
    const second = await visitor.visit(more);
    expect(second.status).toBe(200);
    expect(rowOf(second, /browse\/([^"]+)"/.exec(first.text)?.[1] ?? "")).toBe("");
    // What was linked last is in trouble, and first on the first page, over REST too.
    const worst = await lockstep.link(issue.id);
    await calm();
    jira.faults.set(`PUT /rest/api/2/issue/${worst.id}`, { status: 403 });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect((await visitor.visit(`${PAGE}health/`)).text.split('<tr role="row">')[2]).toContain(`>${worst.key}</a>`);
    const listed = (await app.get(`${API}links/?per_page=1`)).body as { ticket: { id: string }; state: string }[];
    expect(listed.map((it) => [it.ticket.id, it.state])).toEqual([[worst.id, "stopped"]]);
  });

  test("is found by issue and by ticket; a link is taken away there and over REST, and the ticket stays as it is", async () => {
    const [one, two] = [await linked("found"), await linked("also found")];
    for (const [wanted, key] of [
      [one.issue.shortId, one.ticket.key],
      [two.ticket.key.toLowerCase(), two.ticket.key],
    ] as const) {
      const page = await visitor.visit(`${PAGE}health/?query=${wanted}`);
      expect(page.text.match(/<th role="rowheader"/g), wanted).toHaveLength(1);
      expect(rowOf(page, key)).not.toBe("");
      expect((await app.get(`${API}links/?query=${wanted}`)).body).toMatchObject([{ ticket: { key } }]);
    }
    expect((await visitor.visit(`${PAGE}health/?query=NOPE-1`)).text).toContain("Nothing found");
    const page = await visitor.visit(`${PAGE}health/?query=${one.ticket.key}`);
    const form = { form_token: /name="form_token" value="(\w+)"/.exec(page.text)?.[1] ?? "", action: "unlink" };
    expect((await visitor.post(`${PAGE}health/`, { ...form, link: `${ID}:${one.issue.id}:${one.ticket.id}` })).text).toContain("Unlinked.");
    const asked = `${API}links/?ticket=${two.ticket.id}&issue=${two.issue.id}`;
    expect([(await app.remove(asked)).status, (await app.remove(asked)).status]).toEqual([204, 404]);
    await calm();
    for (const { issue, ticket } of [one, two]) {
      expect(await healthOf(ticket.id)).toBeUndefined();
      expect((await app.get(`/api/0/organizations/acme/issues/${issue.id}/external-issues/`)).body).toEqual([]);
      expect(jira.tickets.find(ticket.id)?.key).toBe(ticket.key);
    }
  });
});

describe("people", () => {
  test("are suggested by address, and mapped by hand where addresses do not tell", async () => {
    const suggested = await visitor.submit(await visitor.visit(`${PAGE}people/`), "Suggest by address");
    expect(suggested.text).toMatch(/>Ada<\/label>[\s\S]*?value="admin"/);
    expect((await app.get(`${API}people/`)).body.mappings).toEqual([]);
  });

  test("a ticket that waits for an unknown account is taken over once the account is known", async () => {
    const { issue, ticket } = await linked("waiting");
    jira.tickets.edit(ticket.id, { assignee: "hidden" });
    await calm();
    expect(await ownerOf(issue.id)).toBeNull();
    const page = await visitor.visit(`${PAGE}people/`);
    expect(page.text).toContain(`<code>hidden</code>: ${ticket.key}`);
    const form = { form_token: /name="form_token" value="(\w+)"/.exec(page.text)?.[1] ?? "", action: "save", page: "1" };
    const [, bob = ""] = /<label for="(\d+)">Bob<\/label>/.exec(page.text) ?? [];
    const refused = await visitor.post(`${PAGE}people/`, { ...form, user: bob, account: "nobody" });
    expect(refused.text).toContain("The tracker has no account &quot;nobody&quot;.");
    expect((await visitor.post(`${PAGE}people/`, { ...form, user: bob, account: "hidden" })).text).toContain("<p>Saved.</p>");
    await calm();
    expect(await ownerOf(issue.id)).toBe("Bob");
    expect((await app.get(`${API}people/`)).body).toEqual({ mappings: [{ account: "hidden", user: { id: bob } }], waiting: [] });
  });

  test("a ticket that waits for an address is taken over once somebody has it who can reach the issue", async () => {
    const { issue, ticket } = await linked("waiting for dora");
    jira.state.users.push({ name: "dora", key: "dora", displayName: "Dora", emailAddress: "dora@example.com", admin: false });
    jira.tickets.edit(ticket.id, { assignee: "dora" });
    await calm();
    expect((await app.get(`${API}people/`)).body.waiting).toEqual([{ account: "dora", ticket: ticket.key }]);
    const members = "/api/0/organizations/acme/members/";
    const joined = await app.post(members, { email: "Dora@example.com" });
    expect(joined.status).toBe(201);
    await calm();
    expect(await ownerOf(issue.id)).toBeNull();
    expect((await app.put(`${members}${joined.body.id}/`, { teams: ["core"] })).status).toBe(200);
    await calm();
    expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo).toMatchObject({ type: "user", id: joined.body.id });
    expect((await app.get(`${API}people/`)).body.waiting).toEqual([]);
  });

  test("while Jira does not answer: said, and nothing is saved", async () => {
    jira.faults.set("/rest/api/2/user/search", { status: 503 });
    const page = await visitor.submit(await visitor.visit(`${PAGE}people/`), "Suggest by address");
    expect(page.text).toContain("Jira could not be asked.");
  });
});
