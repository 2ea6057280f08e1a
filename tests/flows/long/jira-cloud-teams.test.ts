import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/app.ts";
import { connectCloud, LOCKSTEP } from "../../support/connected-cloud.ts";
import { type JiraCloudSite, startJiraCloud } from "../../support/jira-cloud/server.ts";
import { ADA, BOB, CYD } from "../../support/jira-cloud/state.ts";

/** Issues that a team has, in a Jira that knows teams. */
const [BACKEND, FRONTEND] = ["36885b3c-1bf0-4f85-a357-c5b858c31de4", "5b8ae1b4-9f5f-4ee6-8dd8-0c1b5e0e8b7a"];
let app: App;
let site: JiraCloudSite;
let lockstep: Awaited<ReturnType<typeof connectCloud>>;
let team: { id: string; slug: string };
const PEOPLE = () => `/settings/acme/integrations/${lockstep.id}/people/`;
beforeAll(async () => {
  [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  lockstep = await connectCloud(app, site);
  [team] = (await app.get("/api/0/organizations/acme/teams/")).body;
});
afterAll(async () => {
  await site.stop();
  await app.stop();
});
afterEach(() => site.faults.clear());

async function linked(name: string) {
  const issue = await app.capture({ message: `teams of ${name}`, frame: name });
  const ticket = await lockstep.link(issue.id);
  await lockstep.calm();
  site.requests.splice(0);
  const assign = async (assignedTo: string) => {
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
    await lockstep.calm();
  };
  const owner = async () => (await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo;
  return { issue, ticket, assign, owner };
}
const written = () => site.requests.filter((it) => it.method === "PUT").map((it) => JSON.parse(it.body));
const save = async (there: string) =>
  lockstep.visitor.submit(await lockstep.visitor.visit(PEOPLE()), "Save teams", { team: team.id, there });
const health = async () => (await lockstep.visitor.visit(`/settings/acme/integrations/${lockstep.id}/health/`)).text;

test("a team that is nothing in Jira leaves the ticket alone: nothing is asked", async () => {
  const { ticket, assign } = await linked("nothing");
  await assign("ada@example.com");
  site.requests.splice(0);
  await assign(`team:${team.id}`);
  expect([ticket.assignee, ticket.team, site.requests.length]).toEqual([ADA, null, 0]);
});

test("what is no id, and a Jira without teams, are said; nothing is saved", async () => {
  const { text } = await save("not an id");
  expect(text).toContain("Copy the id from the address of the team");
  expect(text).toMatch(/name="there" value="not an id"[^>]*aria-invalid="true"/);
  const { teams } = site.state;
  site.state.teams = null;
  expect((await save(BACKEND!)).text).toContain("This Jira has no field for teams");
  site.state.teams = teams;
  const { configData } = (await app.get(`/api/0/organizations/acme/integrations/${lockstep.id}/`)).body;
  expect(configData.team_field).toBeUndefined();
});

test("named, it is written into the ticket's field, also of what it has already; owner and what comes back stay as they are", async () => {
  const before = await linked("named");
  await before.assign("ada@example.com");
  await before.assign(`team:${team.id}`);
  expect((await save(BACKEND!)).text).toContain("<p>Saved.</p>");
  await lockstep.calm();
  expect([before.ticket.team, before.ticket.assignee]).toEqual([BACKEND, ADA]);
  const after = await linked("named before");
  await after.assign(`team:${team.id}`);
  expect(written()).toEqual([{ fields: { customfield_10001: BACKEND } }]);
  expect(await after.owner()).toMatchObject({ type: "team", id: team.id });
  await app.advance(1000);
  await lockstep.calm();
  expect(await after.owner()).toMatchObject({ type: "team", id: team.id });
  expect(written()).toHaveLength(1);
});

test("what people make of it stays theirs until the team gets the issue again; whom they give the ticket to goes under the team", async () => {
  const { ticket, assign, owner } = await linked("theirs");
  await assign(`team:${team.id}`);
  site.tickets.edit(ticket.id, { team: FRONTEND!, assignee: BOB }, CYD);
  await lockstep.calm();
  await app.advance(1000);
  await lockstep.calm();
  expect([ticket.team, ticket.assignee]).toEqual([FRONTEND, BOB]);
  await assign("bob@example.com");
  expect([ticket.team, (await owner()).name]).toEqual([FRONTEND, "Bob"]);
  await assign(`team:${team.id}`);
  expect([ticket.team, ticket.assignee]).toEqual([BACKEND, BOB]);
});

test("what Jira refuses is said with the link, in its words, and tried again when somebody asks; what passes by itself goes on by itself", async () => {
  const { ticket, assign } = await linked("refused");
  const place = `PUT /rest/api/3/issue/${ticket.id}`;
  site.faults.set(place, { status: 400, body: '{"errorMessages":[],"errors":{"customfield_10001":"It is not on the screen."}}' });
  await assign(`team:${team.id}`);
  expect(await health()).toContain("It is not on the screen.");
  await app.advance(4000);
  await lockstep.calm();
  expect(written().length).toBeLessThanOrEqual(2);
  site.faults.clear();
  await lockstep.visitor.submit(
    await lockstep.visitor.visit(`/settings/acme/integrations/${lockstep.id}/health/`),
    "Try all again that wait",
  );
  await lockstep.calm();
  expect(ticket.team).toBe(BACKEND);
  expect(await health()).not.toContain("It is not on the screen.");

  const later = await linked("later");
  site.faults.set(`PUT /rest/api/3/issue/${later.ticket.id}`, { status: 503 });
  await later.assign(`team:${team.id}`);
  expect(later.ticket.team).toBeNull();
  site.faults.clear();
  await app.advance(400);
  await lockstep.calm();
  expect(later.ticket.team).toBe(BACKEND);
  expect(later.ticket.histories.every((it) => it.author === LOCKSTEP)).toBe(true);
});

test("cleared, the team is nothing in Jira any more", async () => {
  await save("");
  const { ticket, assign } = await linked("cleared");
  await assign(`team:${team.id}`);
  expect([ticket.team, written()]).toEqual([null, []]);
});
