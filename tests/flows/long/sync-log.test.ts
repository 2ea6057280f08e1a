import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type BothSides, startBothSides } from "../../support/both-sides.ts";

/** What whoever is on call finds when they look for an issue or a ticket; and what they do not find. */
let both: BothSides;
let printed = "";
beforeAll(async () => {
  vi.spyOn(process.stdout, "write").mockImplementation((chunk: unknown) => {
    printed += String(chunk);
    return true;
  });
  both = await startBothSides({ id: 4_000_000_000_001_060 });
});
afterAll(async () => {
  await both.stop();
  vi.restoreAllMocks();
});

type Line = Record<string, unknown> & { event: string };
const lines = (): Line[] =>
  printed
    .split("\n")
    .filter((it) => it.startsWith("{"))
    .map((it) => JSON.parse(it) as Line);
const about = (text: string) =>
  lines().filter((it) => JSON.stringify(it).includes(`"${text}"`) && /^(sync|heard|tracker)\./.test(it.event));
const SECRET = "Ada Marker said marker-token";

test("each step of keeping in step names issue, ticket, link, decision and what came of it", async () => {
  const { jira, change, calm, linked } = both;
  const { issue, ticket } = await linked("named");
  printed = "";
  await change(issue.id, { assignedTo: "bob@example.com" });
  await calm();
  await both.app.advance(30);
  jira.tickets.edit(ticket.id, { assignee: "admin" }, "cyd");
  await calm();
  jira.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
  await calm();
  const steps = about(issue.shortId);
  expect(about(ticket.key)).toEqual(steps);
  expect(steps.map((it) => it.event)).toEqual(["sync.written", "heard.nothing", "sync.applied", "heard.doubt", "sync.applied"]);
  for (const it of steps) {
    const named = {
      issue: issue.shortId,
      ticket: ticket.key,
      link: expect.stringMatching(/^\d+$/),
      decision: expect.stringContaining("@"),
    };
    expect(it).toMatchObject({ ...named, organization: both.lockstep.organizationId, outcome: expect.any(String) });
  }
});

test("an outage is one line when it begins and one when it is over; no attempt in between is, nor any stack", async () => {
  const { jira, change, calm, linked } = both;
  const all = [await linked("outage one"), await linked("outage two")];
  printed = "";
  jira.faults.set("/", { status: 503, body: JSON.stringify({ errorMessages: [SECRET] }) });
  for (const { issue } of all) await change(issue.id, { assignedTo: "bob@example.com" });
  await calm();
  for (let tries = 0; tries < 6; tries++) await both.pass(301);
  jira.faults.clear();
  await both.pass(3601);
  const said = lines().filter((it) => /^(sync.waits|tracker)/.test(it.event));
  expect(said.map((it) => [it.event, it.reason])).toEqual([
    ["tracker.away", "unavailable"],
    ["tracker.back", expect.anything()],
  ]);
  expect(lines().filter((it) => it.level === "error")).toEqual([]);
  expect(printed).not.toMatch(/\bat \w+.*:\d+:\d+/);
});

test("what one ticket is refused is said once for as long as it is; nothing of Jira's own words is in any line", async () => {
  const { jira, app, change, calm, linked } = both;
  const { issue, ticket } = await linked("refused");
  printed = "";
  jira.faults.set("PUT /rest/api/2/issue/", {
    status: 400,
    body: JSON.stringify({ errorMessages: [SECRET], errors: { assignee: SECRET } }),
  });
  await change(issue.id, { assignedTo: "bob@example.com" });
  await calm();
  for (let tries = 0; tries < 3; tries++) await both.pass(1000);
  expect(about(ticket.key).filter((it) => it.event === "sync.waits")).toMatchObject([{ reason: "rejected", issue: issue.shortId }]);
  // The same words on the other ways in: a page that asks Jira, and the API.
  jira.faults.set("/rest/api/2/", { status: 500, body: JSON.stringify({ errorMessages: [SECRET] }) });
  await app.put(`/api/0/issues/${issue.id}/integrations/4000000000001060/`, { externalIssue: "APP-1" });
  await app.post("/api/0/organizations/acme/integrations/4000000000001060/test/");
  await app.get(`/api/0/issues/${issue.id}/integrations/4000000000001060/?action=create`);
  jira.faults.clear();
  await calm();
  expect(printed).toContain("http.request");
  expect(printed).not.toContain("Marker");
  expect(printed).not.toContain("marker-token");
});
