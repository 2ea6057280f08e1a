import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";

const ID = 4_000_000_000_000_970;
const SEARCH = `/extensions/jira-server/search/acme/${ID}/`;
let app: App;
let jira: Jira;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira()]);
  await connectBothWays(app, jira, { id: ID });
});
afterEach(() => jira.faults.clear());
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const search = (asked: Record<string, string>, base = SEARCH) => app.get(`${base}?${new URLSearchParams(asked)}`);

test("tickets are found by key, or by what their texts say, whatever is typed", async () => {
  const ticket = jira.tickets.create({ summary: 'Checkout says "no" \\ twice' });
  const choice = { value: ticket.key, label: `(${ticket.key}) ${ticket.summary}` };
  for (const query of [ticket.key, ticket.key.toLowerCase(), "checkout", 'says "no" \\ t'])
    expect((await search({ field: "externalIssue", query })).body, query).toEqual([choice]);
  expect((await search({ field: "parent", query: '" OR project = APP OR text ~ "' })).body).toEqual([]);
  expect(await search({ field: "externalIssue", query: "APP-99999" })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("does not exist") },
  });
  const { id } = await app.capture({ message: "search for a ticket", frame: "search" });
  const form = (await app.get(`/api/0/organizations/acme/issues/${id}/integrations/${ID}/?action=link`)).body;
  expect(form.linkIssueConfig[0]).toMatchObject({ name: "externalIssue", url: SEARCH });
});

test("people are those who may have tickets of the project, by name and address", async () => {
  const found = await search({ field: "assignee", query: "bob", project: "10001" });
  expect(found.body).toEqual([{ value: "bob", label: "Bob Builder - bob@example.com (bob)" }]);
  expect(jira.requests.at(-1)?.url.searchParams.get("project")).toBe("OPS");
  expect((await search({ field: "reporter", query: "hidden", project: "APP" })).body).toEqual([
    { value: "hidden", label: "Somebody Else (hidden)" },
  ]);
  jira.faults.set("/rest/api/2/user/assignable/search", { status: 403 });
  const refused = await search({ field: "assignee", query: "bob", project: "APP" });
  expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining("Unable to fetch users from Jira") } });
});

test("any other field is completed by Jira, without its markup; a field that it does not know is named", async () => {
  expect((await search({ field: "customfield_10010", query: "Plat" })).body).toEqual([{ value: "Platform", label: "Platform" }]);
  expect(await search({ field: "nonsense", query: "x" })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("autocomplete nonsense") },
  });
});

test("what is missing is named; another integration is not there", async () => {
  expect(await search({ query: "x" })).toMatchObject({ status: 400, body: { detail: "field is a required parameter" } });
  expect(await search({ field: "assignee", query: "" })).toMatchObject({ status: 400, body: { detail: "query is a required parameter" } });
  expect((await search({ field: "assignee", query: "x" }, "/extensions/jira-server/search/acme/1/")).status).toBe(404);
  expect((await search({ field: "assignee", query: "x" }, `/extensions/jira-server/search/other/${ID}/`)).status).toBe(404);
});
