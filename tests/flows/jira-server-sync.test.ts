import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { putGroups } from "../support/many-groups.ts";
import { sized } from "../support/size.ts";
import { deadLetters } from "../support/store.ts";

let app: App;
let jira: Jira;
const INTEGRATION = 4_000_000_000_000_900;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(() => {
  jira.faults.clear();
  jira.deliveries.fail(null);
});

/** Until both sides have heard of everything. */
async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
  await app.idle();
}
/** When what waits is looked at again. */
async function later(): Promise<void> {
  await app.advance(400);
  await calm();
}
const issueOf = async (id: string) =>
  (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body as {
    status: string;
    assignedTo: { name: string } | null;
    statusDetails: object;
    activity: { type: string; data: Record<string, unknown> }[];
  };
const written = () =>
  jira.requests.filter((it) => it.method === "PUT" || (it.method === "POST" && it.url.pathname.endsWith("/transitions")));
async function linked(name: string) {
  const issue = await app.capture({ message: `sync of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await calm();
  return { issue, ticket };
}

describe("owner", () => {
  test("goes to Jira and comes from Jira, once each; what we wrote ourselves comes back and changes nothing", async () => {
    const { issue, ticket } = await linked("owners");
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    jira.tickets.edit(ticket.id, { assignee: "cyd" }, "bob");
    await calm();
    // Cyd is in no team of this project, so the issue keeps its owner, and the ticket its.
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Bob");
    expect((await lockstep.known(ticket.id))?.reasons[issue.id]?.owner?.kind).toBe("no_access");
    jira.tickets.edit(ticket.id, { assignee: "admin" }, "bob");
    await calm();
    expect((await issueOf(issue.id)).assignedTo?.name).toBe("Ada");
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
    expect(written().length - before).toBe(2);
    expect((await issueOf(issue.id)).activity.map((it) => it.type)).toEqual([
      "unassigned",
      "assigned",
      "assigned",
      "create_issue",
      "first_seen",
    ]);
    expect(jira.deliveries.answers.every((it) => it.status === 200)).toBe(true);
  });

  test("of a team is nobody in Jira: the ticket stays with whom it has, also when the team is taken away", async () => {
    const { issue, ticket } = await linked("teams");
    const assign = async (assignedTo: string) => {
      await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
      await calm();
      return jira.tickets.find(ticket.id)?.assignee;
    };
    expect(await assign("bob@example.com")).toBe("bob");
    const before = written().length;
    expect(await assign("team:core")).toBe("bob");
    expect(written().length).toBe(before);
    expect(await assign("")).toBe("bob");
    expect(written().length).toBe(before);
    expect(await assign("ada@example.com")).toBe("admin");
    expect(await assign("")).toBeNull();
  });

  test("stays here where the switch is off, and goes to Jira when it is on again", async () => {
    const { issue, ticket } = await linked("switch");
    const integration = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
    expect((await app.post(integration, { sync_forward_assignment: false })).status).toBe(200);
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect([jira.tickets.find(ticket.id)?.assignee, written().length]).toEqual([null, before]);
    expect((await lockstep.known(ticket.id))?.reasons[issue.id]?.owner?.kind).toBe("off");
    await app.post(integration, { sync_forward_assignment: true });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  });

  test("a ticket that has the owner already is only read", async () => {
    const { issue, ticket } = await linked("equals");
    jira.deliveries.fail("drop");
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(written().length).toBe(before);
    expect((await lockstep.known(ticket.id))?.owner.seen.value).toBe("bob");
  });
});

describe("status", () => {
  test("goes to Jira by the mapping and comes from Jira by category", async () => {
    const { issue, ticket } = await linked("statuses");
    await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
    await calm();
    expect(jira.tickets.find(ticket.id)).toMatchObject({ statusId: "6", resolution: "Done" });
    jira.tickets.edit(ticket.id, { statusId: "3" }, "bob");
    await calm();
    expect((await issueOf(issue.id)).status).toBe("unresolved");
    jira.tickets.edit(ticket.id, { statusId: "5" }, "bob");
    await calm();
    const { status, activity } = await issueOf(issue.id);
    expect(status).toBe("resolved");
    expect(activity.map((it) => it.type)).toEqual(["set_resolved", "set_unresolved", "set_resolved", "create_issue", "first_seen"]);
    expect(activity[0]?.data).toMatchObject({ provider: "Jira Server", provider_key: "jira_server", external_issue: ticket.key });
    // Both are done: the ticket stays where somebody put it.
    expect(jira.tickets.find(ticket.id)?.statusId).toBe("5");
  });
});

describe("what Jira refuses", () => {
  test.each([
    [401, "unauthorized", "Jira does not accept Lockstep's credentials."],
    [403, "forbidden", "The account that Lockstep uses may not do this in Jira."],
    [404, "not_found", "Jira does not have what was asked for."],
    [400, "rejected", "Jira refused the request."],
  ])("%i waits, says so on the link in plain words, and is made when Jira takes it", async (status, kind, text) => {
    const { issue, ticket } = await linked(`refused ${status}`);
    jira.faults.set("PUT /rest/api/2/issue/", { status, body: JSON.stringify({ errorMessages: ["No."] }) });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    const { waiting, owner } = (await lockstep.known(ticket.id)) ?? {};
    expect(waiting).toMatchObject({ kind });
    expect(waiting?.text).toContain(text);
    expect(owner?.intents).toEqual([]);
    expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
    jira.faults.clear();
    await later();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    expect((await lockstep.known(ticket.id))?.waiting).toBeNull();
  });

  test.each([
    [429, { "retry-after": "7" }],
    [503, {}],
  ])("%i waits as told and comes again", async (status, headers) => {
    const { issue, ticket } = await linked(`waiting ${status}`);
    jira.faults.set("GET /rest/api/2/issue/", { status, headers, times: 1 });
    const asked = jira.requests.length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect([jira.tickets.find(ticket.id)?.assignee, jira.requests.length - asked]).toEqual([null, 1]);
    await later();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    expect(await deadLetters("TicketLooks")).toEqual([]);
  });

  test("a write whose answer was lost is not written twice", async () => {
    const { issue, ticket } = await linked("lost answer");
    jira.faults.set("PUT /rest/api/2/issue/", "lost");
    const before = written().length;
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    await calm();
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    jira.faults.clear();
    await later();
    expect(written().length - before).toBe(1);
    expect((await lockstep.known(ticket.id))?.owner.seen.value).toBe("bob");
  });

  test("a field that the transition asks for is named, with what it may be", async () => {
    const issue = await app.capture({ message: "sync of a strict project", frame: "strict" });
    const ticket = await lockstep.link(issue.id, jira.tickets.create({ projectKey: "OPS" }));
    await app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" });
    await calm();
    const reason = async () => (await lockstep.known(ticket.id))?.reasons[issue.id]?.status;
    expect((await reason())?.kind).toBe("required_fields");
    expect((await reason())?.text).toContain("Resolution (resolution: Done, Won't Do, Duplicate)");
    const address = `/api/0/organizations/acme/integrations/${INTEGRATION}/`;
    expect((await app.put(address, { required_fields: { "10001": { resolution: "Duplicate" } } })).status).toBe(200);
    expect((await app.get(address)).body.configData.required_fields).toEqual({ "10001": { resolution: "Duplicate" } });
    // What was in the way is mended: nobody has to press anything.
    await calm();
    expect(jira.tickets.find(ticket.id)).toMatchObject({ statusId: "6", resolution: "Duplicate" });
    expect(await reason()).toBeUndefined();
  });
});

const CROWD = sized(20, 100);
test(`one ticket with ${CROWD} groups costs one write at most`, async () => {
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const ids = await putGroups(CROWD, {
    organizationId: lockstep.organizationId,
    projectId,
    firstId: 4_000_000_000_020_000,
    title: "crowd",
  });
  const ticket = jira.tickets.create();
  const [first = 0, ...others] = ids;
  await lockstep.link(String(first), ticket);
  await calm();
  await lockstep.linkMany(others, ticket.id);
  const before = written().length;
  expect((await app.put("/api/0/projects/acme/web/issues/?query=crowd", { assignedTo: "bob" })).status).toBe(200);
  await calm();
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
  expect(written().length - before).toBe(1);
  jira.tickets.edit(ticket.id, { assignee: "admin" });
  await calm();
  expect((await issueOf(String(ids[CROWD - 1]))).assignedTo?.name).toBe("Ada");
  expect(written().length - before).toBe(1);
});
