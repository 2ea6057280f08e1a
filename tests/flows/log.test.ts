import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { connectJira, SECRET, webhookToken } from "../support/jira-server.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";
import { sendRaw } from "../support/store.ts";

let app: App;
let tracker: Jira;
let printed = "";
beforeAll(async () => {
  const keep = (chunk: unknown) => {
    printed += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
  [app, tracker] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira()]);
});
afterAll(async () => {
  await tracker.stop();
  await app.stop();
  vi.restoreAllMocks();
});

test("nothing a full run prints is a body, a token, a secret or an address", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const jira = await connectJira(app, { id: 4_000_000_000_000_900, organizationId });
  const issue = await app.capture({ message: "marker-in-the-event-body" });
  await jira.link(issue.id, "APP-1");
  await jira.deliver(assignmentBody({ ticket: "APP-1", email: "ada@example.com", timestamp: Date.now() }));
  await jira.deliver(assignmentBody({ ticket: "APP-1", email: "marker-unknown@example.com", timestamp: Date.now() }));
  await jira.deliver('{"marker-in-a-broken-body');
  await jira.deliver("{}", {}, webhookToken(jira.externalId, "wrong"));
  await app.put(`/api/0/organizations/acme/issues/${issue.id}/`, { assignedTo: "marker-nobody@example.com" });
  await app.put(`/api/0/organizations/acme/issues/${issue.id}/`, { assignedTo: "bob@example.com", status: "resolved" });
  await app.call("GET", "/api/0/organizations/acme/", undefined, { authorization: "Bearer marker-wrong-token" });
  const lockstep = await connectBothWays(app, tracker, { id: 4_000_000_000_000_901, config: { sync_comments: true } });
  const [refused, broken] = [await lockstep.link(issue.id), await lockstep.link(issue.id)];
  tracker.faults.set(`POST /rest/api/2/issue/${refused.id}/comment`, { status: 403 });
  tracker.faults.set(`POST /rest/api/2/issue/${broken.id}/comment`, { status: 503, times: 1 });
  await app.post(`/api/0/organizations/acme/issues/${issue.id}/notes/`, { text: "marker-in-a-note of ada@example.com" });
  await expect.poll(() => printed.match(/"(sync.waits|tracker.away)"/g)?.length, { timeout: 60_000 }).toBe(2);
  await app.advance(120);
  await sendRaw("TicketChanges", '{"marker-in-a-message":"ada@example.com"}');
  await app.idle();

  expect(printed).toContain("http.request");
  expect(printed).toMatch(/"event":"sync.written".*"decision":"note@/);
  const forbidden = [TOKEN, SECRET, lockstep.token, webhookToken(jira.externalId), "@example.com", "gmail.com", "marker-", "Bearer "];
  for (const text of forbidden) expect(printed.includes(text), text).toBe(false);
  const logged = printed.split("\n").filter((line) => line.startsWith("{"));
  expect(logged.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ organization: organizationId, group: Number(issue.id) }),
  );
});
