import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { links } from "../../../functions/adapters/dynamo/links.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { BOTH_WAYS, connectBothWays } from "../../support/connected-jira.ts";
import { queryAll } from "../../support/store.ts";

let app: App;
let jira: Jira;
const INTEGRATION = 4_000_000_000_000_990;
const ADDRESS = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(async () => {
  await app.put(ADDRESS, { sync_status_forward: BOTH_WAYS.status_mapping, resolution_strategy: "resolve" });
});

async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
  await app.idle();
}
async function linked(name: string, { project = "web", release }: { project?: string; release?: string } = {}) {
  const event = { message: `lifecycle of ${name}`, frame: name, ...(release && { release }) };
  const issue = await app.capture(event, project);
  const ticket = await lockstep.link(issue.id);
  await calm();
  return { issue, ticket, again: (change: { release?: string } = {}) => app.capture({ ...event, ...change }, project) };
}
const issueOf = async (id: string) => (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body;
const writes = () => jira.requests.filter((it) => it.method === "PUT" || it.url.pathname.endsWith("/transitions")).length;

describe("a ticket that is done resolves its issue", () => {
  test.each([
    ["resolve", "web@1.2.0", {}],
    ["resolve_current_release", "web@1.2.0", { inRelease: "web@1.2.0" }],
    ["resolve_next_release", "web@1.2.0", { inNextRelease: true }],
    // A project that has none yet.
    ["resolve_current_release", undefined, {}],
    ["resolve_next_release", undefined, {}],
  ])("by %s, of release %s", async (strategy, release, details) => {
    expect((await app.put(ADDRESS, { resolution_strategy: strategy })).status).toBe(200);
    const { issue, ticket } = await linked(`${strategy} ${release ?? "none"}`, release === undefined ? { project: "app" } : { release });
    jira.tickets.edit(ticket.id, { statusId: "6" }, "bob");
    await calm();
    const { status, statusDetails } = await issueOf(issue.id);
    expect({ status, statusDetails }).toEqual({ status: "resolved", statusDetails: details });
  });
});

describe("an error that comes again", () => {
  test("reopens its issue and, where status goes to Jira, the ticket", async () => {
    const { issue, ticket, again } = await linked("regression");
    jira.tickets.edit(ticket.id, { statusId: "6" }, "bob");
    await calm();
    expect((await issueOf(issue.id)).status).toBe("resolved");
    await again();
    await calm();
    expect(await issueOf(issue.id)).toMatchObject({ status: "unresolved", substatus: "regressed" });
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("1");
  });

  test("leaves the ticket where status does not go to Jira", async () => {
    expect((await app.put(ADDRESS, { sync_status_forward: {} })).status).toBe(200);
    const { issue, ticket, again } = await linked("regression alone");
    jira.tickets.edit(ticket.id, { statusId: "6" }, "bob");
    await calm();
    const before = writes();
    await again();
    await calm();
    expect((await issueOf(issue.id)).status).toBe("unresolved");
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("6");
    expect(writes()).toBe(before);
  });

  test("of a release that the issue is resolved in does not reopen the ticket before that release", async () => {
    await app.put(ADDRESS, { resolution_strategy: "resolve_next_release" });
    const { issue, ticket, again } = await linked("next release", { release: "web@2.0.0" });
    jira.tickets.edit(ticket.id, { statusId: "6" }, "bob");
    await calm();
    await again();
    await calm();
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("6");
    await again({ release: "web@2.1.0" });
    await calm();
    expect((await issueOf(issue.id)).status).toBe("unresolved");
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("1");
  });
});

test("an archived issue never reaches Jira, and a ticket that is done leaves it archived", async () => {
  const { issue, ticket } = await linked("archive");
  const before = writes();
  await app.put(`/api/0/issues/${issue.id}/`, { status: "ignored" });
  await calm();
  expect(writes()).toBe(before);
  for (const statusId of ["6", "1"]) {
    jira.tickets.edit(ticket.id, { statusId }, "bob");
    await calm();
    expect((await issueOf(issue.id)).status).toBe("ignored");
  }
  expect(writes()).toBe(before);
});

test("of a ticket's issues in two projects each goes to the member who can reach it; the others keep their owner", async () => {
  const { issue, ticket } = await linked("two projects");
  const other = await app.capture({ message: "lifecycle of another project", frame: "other" }, "app");
  await lockstep.link(other.id, ticket);
  const before = writes();
  for (const [account, owner, ownerOfOther] of [
    ["bob", "Bob", undefined],
    ["cyd", "Bob", "Cyd"],
    ["admin", "Ada", "Cyd"],
    [null, undefined, undefined],
  ] as const) {
    jira.tickets.edit(ticket.id, { assignee: account }, "bob");
    await calm();
    const owners = [(await issueOf(issue.id)).assignedTo?.name, (await issueOf(other.id)).assignedTo?.name];
    expect(owners).toEqual([owner, ownerOfOther]);
  }
  expect(writes()).toBe(before);
});

describe("a ticket", () => {
  test("that was hidden from us and is back is kept in step again, by whatever is heard of it first", async () => {
    const { issue, ticket } = await linked("hidden");
    jira.faults.set(`GET /rest/api/2/issue/${ticket.id}`, { status: 404 });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect((await lockstep.known(ticket.id))?.closedAt).toEqual(expect.any(Number));
    jira.faults.clear();
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("admin");
    expect((await lockstep.known(ticket.id))?.closedAt).toBeNull();
  });

  test("that was deleted is not brought back by what was said of it before", async () => {
    const { issue, ticket } = await linked("deleted");
    jira.deliveries.fail("hold");
    jira.tickets.edit(ticket.id, { assignee: "bob" }, "bob");
    jira.deliveries.fail(null);
    jira.tickets.remove(ticket.id);
    await calm();
    await jira.deliveries.release();
    await calm();
    expect((await issueOf(issue.id)).assignedTo).toBeNull();
    expect(await lockstep.known(ticket.id)).toMatchObject({ waiting: { kind: "not_found" }, closedAt: expect.any(Number) });
  });
});

test("of a Jira that was disconnected a link can still be taken away, and nothing of it is left", async () => {
  const { issue, ticket } = await linked("unlink");
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "bob");
  await calm();
  expect((await app.remove(ADDRESS)).status).toBe(204);
  const external = `/api/0/organizations/acme/issues/${issue.id}/external-issues/`;
  const [shown] = (await app.get(external)).body;
  expect(shown.displayName).toBe(ticket.key);
  const asked = jira.requests.length;
  expect((await app.remove(`${external}${shown.id}/`)).status).toBe(204);
  expect((await app.get(external)).body).toEqual([]);
  expect(await queryAll(keys.ticketLink(lockstep.organizationId, INTEGRATION, ticket.id, 0).pk)).toEqual([]);
  expect(await links.byGroup(lockstep.organizationId, Number(issue.id))).toEqual([]);
  expect(jira.requests.length).toBe(asked);
  expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
});
