import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { document, faultsOf, operationOf } from "../../support/openapi.ts";
import { fullEvent } from "../../support/sdk-events.ts";

/** Every operation of docs/openapi.json is called, and every answer held against it: nothing may lack, and nothing be there that is not said. */
const JIRA = 4_000_000_000_000_417;
const ORG = "/api/0/organizations/acme/";
const WEB = "/api/0/projects/acme/web/";
let app: App;
let jira: Jira;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
  await connectBothWays(app, jira, { id: JIRA });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

/** `operation status`, as they were met. */
const met = new Set<string>();
const faults: string[] = [];

async function call(method: string, address: string, sent?: unknown, headers: Record<string, string> = {}) {
  const { status, body, headers: answered } = await app.call(method, address, sent, headers);
  faults.push(...faultsOf({ method, address, status, body }).map((it) => `${method} ${address} ${status}: ${it}`));
  const found = operationOf(method, address);
  if (found) met.add(`${found.operation.operationId} ${status}`);
  return { status, body, headers: answered };
}
const get = (address: string) => call("GET", address);

/** By both of its addresses: of the organization, and of the token's own. */
async function both(method: string, rest: string, sent?: unknown) {
  await call(method, `/api/0/issues/${rest}`, sent);
  return call(method, `${ORG}issues/${rest}`, sent);
}

test("people: the organization, members, teams, tokens", async () => {
  for (const it of ["/api/0/", "/api/0/auth/", "/api/0/organizations/", ORG, `${ORG}members/?per_page=1`, `${ORG}teams/`]) await get(it);
  await call("PUT", ORG, { name: "Acme" });
  const { body: eve } = await call("POST", `${ORG}members/`, { email: "eve@example.com", role: "member", teams: [] });
  await get(`${ORG}members/${eve.id}/`);
  await call("PUT", `${ORG}members/${eve.id}/`, { orgRole: "admin" });
  await call("POST", `${ORG}teams/`, { name: "Night shift" });
  const team = "/api/0/teams/acme/night-shift/";
  await get(team);
  await call("PUT", team, { name: "Night" });
  const membership = `${ORG}members/${eve.id}/teams/night-shift/`;
  for (const method of ["POST", "POST", "DELETE"]) await call(method, membership);
  await get("/api/0/teams/acme/core/members/");
  for (const it of ["members/", "teams/"]) await get(WEB + it);
  for (const method of ["POST", "DELETE"]) await call(method, `${WEB}teams/night-shift/`);
  await get("/api/0/teams/acme/core/projects/");
  await call("DELETE", team);
  await call("DELETE", `${ORG}members/${eve.id}/`);
  await get("/api/0/api-tokens/");
  const { body: token } = await call("POST", "/api/0/api-tokens/", { name: "for a test", scopes: ["org:read"] });
  await call("DELETE", `/api/0/api-tokens/${token.id}/`);
});

test("projects: their keys, rules, releases, and their end", async () => {
  await get(`${ORG}projects/`);
  const { body: project } = await call("POST", "/api/0/teams/acme/core/projects/", { name: "Toured", platform: "node" });
  const of = `/api/0/projects/acme/${project.slug}/`;
  await get(of);
  await call("PUT", of, { name: "Toured again", scrubIPAddresses: true, sensitiveFields: ["iban"] });
  const { body: key } = await call("POST", `${of}keys/`, { name: "Second", rateLimit: { count: 10, window: 60 } });
  await get(`${of}keys/`);
  await get(`${of}keys/${key.id}/`);
  await call("PUT", `${of}keys/${key.id}/`, { isActive: false, rateLimit: null });
  await call("DELETE", `${of}keys/${key.id}/`);
  await get(`${of}ownership/`);
  await call("PUT", `${of}ownership/`, { raw: "path:src/* #core nobody@example.com", fallthrough: false });
  const file = { raw: "/src/ @acme/core\n!x", ownerMappings: { "@acme/core": "#core" } };
  const { body: codeowners } = await call("POST", `${of}codeowners/`, file);
  await get(`${of}codeowners/`);
  await call("PUT", `${of}codeowners/${codeowners.id}/`, file);
  await call("DELETE", `${of}codeowners/${codeowners.id}/`);
  await app.idle();
  await get(`${of}ownership/invalidation/`);
  await get(`${of}notification-settings/`);
  await call("PUT", `${of}notification-settings/`, { workflow: "always" });
  for (const [at, body] of [
    [`${ORG}releases/`, { version: "shop@1.0", projects: [project.slug, "web"] }],
    [`${of}releases/`, { version: "shop@1.1", dateReleased: "2026-11-28T12:00:00Z" }],
  ] as const) {
    for (const _ of ["new", "known"]) await call("POST", at, body);
    await get(at);
    await get(`${at}${encodeURIComponent(body.version)}/`);
    await call("PUT", `${at}${encodeURIComponent(body.version)}/`, { dateReleased: "2026-11-28T13:00:00Z" });
  }
  await call("DELETE", of);
  await get(`${of.replace(project.slug, project.id)}deletion/`);
  await app.idle();
  await get(`${of.replace(project.slug, project.id)}deletion/`);
});

/** What `send` of the SDKs leads to: an event with everything that is kept of one. */
async function captured(message: string) {
  const [key] = (await get(`${WEB}keys/`)).body;
  const dsn = new URL(key.dsn.public);
  const event = fullEvent(message);
  const envelope = [{}, { type: "event" }, event].map((it) => JSON.stringify(it)).join("\n");
  const query = `?sentry_key=${dsn.username}`;
  for (const [path, sent] of [
    [`/api${dsn.pathname}/envelope/`, envelope],
    [`/api${dsn.pathname}/store/`, JSON.stringify({ ...event, event_id: undefined })],
  ] as const) {
    const response = await fetch(new URL(path + query, app.system.api), { method: "POST", body: sent });
    const answer = { method: "POST", address: path, status: response.status, body: await response.json() };
    faults.push(...faultsOf(answer).map((it) => `${path} ${answer.status}: ${it}`));
    met.add(`${operationOf("POST", path)?.operation.operationId} ${answer.status}`);
  }
  await app.idle();
  const [issue] = (await get(`${WEB}issues/?query=${encodeURIComponent(message)}`)).body as { id: string; shortId: string }[];
  return { event, issue: issue! };
}

test("issues and events: lists, one of them, and every state that a change leaves", async () => {
  await call("PUT", `${WEB}ownership/`, { raw: "path:src/* #core" });
  const { event, issue } = await captured("toured by the document");
  const { issue: other } = await captured("another that is toured");
  await get(`${ORG}issues/?project=web&sort=freq`);
  await get(`${ORG}shortids/${issue.shortId}/`);
  const note = await both("POST", `${issue.id}/notes/`, { text: "Seen." });
  expect(note.status).toBe(201);
  for (const change of [
    { assignedTo: "ada@example.com" },
    { assignedTo: "#core", hasSeen: true, isBookmarked: true, isSubscribed: true },
    { assignedTo: "" },
    ...[{ status: "resolved" }, { status: "resolved", statusDetails: { inRelease: "shop@1.0" } }, { status: "resolvedInNextRelease" }],
    { status: "resolved", statusDetails: { inCommit: { commit: "f3a9", repository: "shop" } } },
    { status: "ignored", substatus: "archived_until_escalating" },
    { status: "ignored", statusDetails: { ignoreDuration: 10 } },
    { status: "ignored", statusDetails: { ignoreCount: 100, ignoreWindow: 60 } },
    { status: "ignored", statusDetails: { ignoreCount: 100 } },
    { status: "unresolved" },
  ]) {
    await both("PUT", `${issue.id}/`, change);
    await both("GET", `${issue.id}/`);
    await call("PUT", `${ORG}issues/?id=${issue.id}`, change);
  }
  for (const rest of ["participants/", "notes/", "activities/", "tags/", "tags/environment/", "events/?full=true", "events/"])
    await both("GET", `${issue.id}/${rest}`);
  for (const rest of ["latest", event.event_id]) await both("GET", `${issue.id}/events/${rest}/`);
  for (const rest of ["events/?full=1", `events/${event.event_id}/`, `events/${event.event_id}/owners/`]) await get(WEB + rest);
  await call("PUT", `${ORG}issues/?id=1`, { status: "resolved" });
  await call("PUT", `${WEB}issues/?id=1`, { status: "resolved" });
  await call("PUT", `${WEB}issues/?id=${issue.id}&id=${other.id}`, { merge: 1 });
  await app.idle();
  await get(`${ORG}analytics-events/?type=issue.assigned`);
});

test("integrations and tickets: how they are, links made and taken away", async () => {
  const { issue } = await captured("toured with a ticket");
  const of = `${ORG}integrations/${JIRA}/`;
  await get(`${ORG}integrations/`);
  await get(of);
  for (const method of ["POST", "PUT"]) await call(method, of, { sync_comments: false });
  await call("POST", `${of}test/`);
  for (const rest of ["", "?action=create"]) await both("GET", `${issue.id}/integrations/${JIRA}/${rest}`);
  for (const at of [`/api/0/issues/${issue.id}/`, `${ORG}issues/${issue.id}/`]) {
    const link = { externalIssue: jira.tickets.create().key, integrationId: String(JIRA) };
    const { body: made } = await call("POST", `${at}external-issues/`, link);
    await get(`${at}external-issues/`);
    await call("DELETE", `${at}external-issues/${made.id}/`);
    const { body: linked } = await call("PUT", `${at}integrations/${JIRA}/`, { externalIssue: jira.tickets.create().key });
    await call("DELETE", `${at}integrations/${JIRA}/?externalIssue=${linked.id}`);
    const [project] = (await get(`${at}integrations/${JIRA}/?action=create`)).body.createIssueConfig;
    const form = (await get(`${at}integrations/${JIRA}/?action=create&project=${project.default}`)).body.createIssueConfig;
    await call("POST", `${at}integrations/${JIRA}/`, { project: project.default, issuetype: form[1].default, title: "Toured" });
  }
  const ticket = jira.tickets.create({ assignee: "stranger" });
  const named = { issueId: issue.id, project: "FOO", identifier: ticket.key, webUrl: `${jira.url}/browse/${ticket.key}` };
  await call("POST", `/api/0/sentry-app-installations/${JIRA}/external-issues/`, named);
  await app.idle();
  const { body: links } = await get(`${of}links/?per_page=2`);
  await get(`${of}people/`);
  await call("POST", `${of}links/retry/`, { ticket: links[0].ticket.id, issue: issue.id });
  await call("DELETE", `${of}links/?ticket=${links[0].ticket.id}&issue=${issue.id}`);
  await app.idle();
  jira.faults.set("GET /rest/api/2/", { status: 401, times: 1 });
  await call("POST", `${of}test/`);
  await call("DELETE", of);
});

test("what is refused has the one shape", async () => {
  const refused = [
    await get("/api/0/projects/acme/nowhere/"),
    await call("GET", ORG, undefined, { authorization: "Bearer nobody" }),
    await call("PUT", `${WEB}ownership/`, { raw: 1 }),
    await call("POST", `${ORG}teams/`, {}),
    await call("PUT", `${ORG}issues/?status=odd`, { status: "resolved" }),
  ];
  expect(refused.map((it) => it.status)).toEqual([404, 401, 400, 400, 400]);
  const { body: token } = await call("POST", "/api/0/api-tokens/", { name: "may little", scopes: ["event:read"] });
  const { status } = await call("PUT", ORG, { name: "No" }, { authorization: `Bearer ${token.token}` });
  expect(status).toBe(403);
  expect(TOKEN).not.toBe(token.token);
});

test("what lacks, what nobody said, and null where none is said are faults", async () => {
  const address = `${ORG}issues/`;
  const [issue] = (await get(address)).body;
  const { title: _, ...lacking } = issue;
  const faultsWith = (it: object) => faultsOf({ method: "GET", address, status: 200, body: [it] });
  expect(faultsWith(issue)).toEqual([]);
  expect(faultsWith(lacking)).toHaveLength(1);
  expect(faultsWith({ ...issue, more: 1 })).toHaveLength(1);
  expect(faultsWith({ ...issue, project: { ...issue.project, more: 1 } })).toHaveLength(1);
  expect(faultsWith({ ...issue, title: null })).toHaveLength(1);
  expect(faultsOf({ method: "GET", address, status: 204, body: null })).toHaveLength(1);
});

test("every answer was as the document says", () => expect(faults).toEqual([]));

test("every operation was met, with every answer that is said of its success", () => {
  const said = Object.values(document.paths)
    .flatMap((it) => Object.values(it))
    .flatMap(({ operationId, responses }) =>
      Object.keys(responses)
        .filter((it) => it.startsWith("2"))
        .map((it) => `${operationId} ${it}`),
    );
  expect(said.length).toBeGreaterThan(110);
  expect(said.filter((it) => !met.has(it))).toEqual([]);
});
