import { afterAll, beforeAll, expect, test } from "vitest";
import { organizations } from "../../../functions/adapters/dynamo/organizations.ts";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";
import { wholeTable } from "../../support/owned-project.ts";

/** What becomes of issues and tickets when a team, a member or a project goes. */
let both: BothSides;
beforeAll(async () => {
  both = await startBothSides({ id: 4_000_000_000_001_050 });
});
afterAll(() => both.stop());

test("a team that was just made is shown by its name; deleted, it leaves its issues to nobody, and Jira hears nothing of either", async () => {
  const { app, change, calm, owners, happened, linked, written } = both;
  const { issue, ticket } = await linked("of a team");
  await change(issue.id, { assignedTo: "bob@example.com" });
  await calm();
  // Names are remembered for a while by whoever shows issues.
  await app.get(`/api/0/issues/${issue.id}/`);
  expect((await app.post("/api/0/organizations/acme/teams/", { slug: "fresh" })).status).toBe(201);
  expect((await app.post("/api/0/projects/acme/web/teams/fresh/")).status).toBe(201);
  const before = written().length;
  await change(issue.id, { assignedTo: "team:fresh" });
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo).toMatchObject({ type: "team", name: "fresh" });
  await calm();
  expect((await app.remove("/api/0/teams/acme/fresh/")).status).toBe(204);
  await calm();
  expect(await owners(issue.id, ticket.id)).toEqual([null, "bob"]);
  expect(await happened(issue.id)).toEqual(["unassigned", "assigned", "assigned"]);
  expect(written().length).toBe(before);
});

test("a member who was just added is shown by name; removed, they leave their issues to nobody, and so their tickets", async () => {
  const { app, jira, change, calm, owners, linked } = both;
  const { issue, ticket } = await linked("of a member");
  jira.users.push({ name: "eve", key: "JIRAUSER10777", displayName: "Eve", emailAddress: "eve@example.com", admin: false });
  await app.get(`/api/0/issues/${issue.id}/`);
  const { status, body } = await app.post("/api/0/organizations/acme/members/", { email: "eve@example.com", teams: ["core"] });
  expect(status, JSON.stringify(body)).toBe(201);
  await change(issue.id, { assignedTo: "eve@example.com" });
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo).toMatchObject({ type: "user", email: "eve@example.com" });
  await calm();
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("eve");
  const [eve] = await organizations.membersByEmail(both.lockstep.organizationId, "eve@example.com");
  expect((await app.remove(`/api/0/organizations/acme/members/${eve?.userId}/`)).status).toBe(204);
  await calm();
  await both.pass(901);
  expect(await owners(issue.id, ticket.id)).toEqual([null, null]);
});

test("a project that is deleted leaves nothing of its tickets, whose ids are unlike their keys; Jira keeps them", async () => {
  const { app, jira, calm, lockstep } = both;
  await app.post("/api/0/teams/acme/core/projects/", { name: "Passing" });
  const issue = await app.capture({ message: "of a passing project", frame: "passing" }, "passing");
  const project = (await app.get("/api/0/projects/acme/passing/")).body;
  const tickets = [await lockstep.link(issue.id), await lockstep.link(issue.id)];
  await calm();
  expect(tickets.every((it) => it.id !== it.key)).toBe(true);
  expect((await app.remove("/api/0/projects/acme/passing/")).status).toBe(204);
  await calm();
  await both.pass(901);
  const left = [...(await wholeTable())].filter(([, it]) => String(it.projectId) === String(project.id) || String(it.groupId) === issue.id);
  expect(left.map(([place]) => place).filter((it) => it.includes("LINK#") || it.includes("TICKET"))).toEqual([]);
  const { body } = await app.get("/api/0/organizations/acme/integrations/4000000000001050/links/?per_page=100");
  expect(body.map((it: { ticket: { id: string } }) => it.ticket.id)).not.toEqual(expect.arrayContaining(tickets.map((it) => it.id)));
  // What was known of them is kept for a day, for a write that may still be under way.
  for (const { id } of tickets) expect([jira.tickets.find(id)?.id, (await lockstep.known(id))?.due ?? null]).toEqual([id, null]);
});
