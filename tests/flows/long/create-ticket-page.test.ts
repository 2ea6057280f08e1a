import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { visitorOf } from "../../support/visitor.ts";

const ID = 4_000_000_000_000_971;
let app: App;
let jira: Jira;
let visitor: ReturnType<typeof visitorOf>;
let issue: { id: string; shortId: string };
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira()]);
  await connectBothWays(app, jira, { id: ID });
  visitor = visitorOf(app);
  await visitor.signIn();
  issue = await app.capture({ message: "fields of a ticket", frame: "fields" });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});
afterEach(() => jira.faults.clear());

const path = () => `/organizations/acme/issues/${issue.id}/tickets/new/`;
const strict = () => visitor.visit(`${path()}?project=10001`);
const FILLED = {
  "field-customfield_10201": "10302",
  "field-components": "10401",
  "field-customfield_10202": "bob@example.com",
  "field-customfield_10203": "First <b>\nsecond",
  "field-customfield_10204": "2.5",
  "field-customfield_10205": "2026-03-31",
  "field-customfield_10206": "ui, api",
  "field-customfield_10207": "4.2.0",
};
const SENT = {
  customfield_10201: { id: "10302" },
  components: [{ id: "10401" }],
  customfield_10202: { name: "bob" },
  customfield_10203: "First <b>\nsecond",
  customfield_10204: 2.5,
  customfield_10205: "2026-03-31",
  customfield_10206: ["ui", "api"],
  customfield_10207: "4.2.0",
  priority: { id: "3" },
};
const faultOf = (text: string, id: string) => new RegExp(`id="${id}-error">(?:<svg.*?</svg>)?([^<]*)`).exec(text)?.[1];

test("the form asks for what Jira's own asks for; what Jira misses stands beside its field, and what was written stays", async () => {
  const form = await strict();
  for (const name of ["Severity", "Component/s", "Reviewer", "Steps", "Cost", "Needed by", "Areas", "Found in"])
    expect(form.text).toContain(`>${name}<`);
  expect(form.text).not.toContain("Attachment");
  const some = { "field-customfield_10203": "Kept <steps>", "field-customfield_10204": "2.5", title: "Kept title" };
  const refused = await visitor.submit(form, "Create and link", some);
  expect(refused.status).toBe(400);
  expect(faultOf(refused.text, "field-customfield_10201")).toBe("Severity is required.");
  expect(faultOf(refused.text, "field-components")).toBe("Component/s is required.");
  expect(faultOf(refused.text, "field-customfield_10204")).toBeUndefined();
  expect(refused.text).toMatch(/value="Kept title"[\s\S]*Kept &lt;steps&gt;[\s\S]*value="2.5"/);
  const unknown = await visitor.submit(refused, "Create and link", { ...FILLED, "field-customfield_10202": "nobody" });
  expect(faultOf(unknown.text, "field-customfield_10202")).toBe("Reviewer: nobody there is called &quot;nobody&quot;.");
  expect(faultOf(unknown.text, "field-customfield_10201")).toBeUndefined();
  const created = await visitor.submit(unknown, "Create and link", { "field-customfield_10202": "bob@example.com" });
  const key = new URLSearchParams(created.path.split("?")[1]).get("ticket") ?? "";
  expect(jira.tickets.find(key)).toMatchObject({ summary: "Kept title", fields: { ...SENT } });
});

test("a form that is sent twice makes one ticket; the next form makes another", async () => {
  const count = () => jira.tickets.all.size;
  const [form, before] = [await visitor.visit(`${path()}?project=10000`), count()];
  const sent = await Promise.all(["first", "second"].map(() => visitor.submit(form, "Create and link", { title: "Once" })));
  expect(sent.map((it) => it.status)).toEqual([200, 200]);
  expect(count()).toBe(before + 1);
  await visitor.submit(await visitor.visit(`${path()}?project=10000`), "Create and link", { title: "Twice" });
  expect(count()).toBe(before + 2);
});

test("another type is shown with what is written so far; what only Jira's form asks for leads there", async () => {
  const form = await strict();
  const written = { ...FILLED, title: "For a task", issuetype: "10002" };
  const task = await visitor.submit(form, "Show its fields", written);
  expect([task.status, task.text.includes("Error: Create")]).toEqual([200, false]);
  expect(task.text).toContain("Site and room: only Jira's own form asks for that");
  expect(task.text).not.toContain("Create and link");
  const [, address = ""] = /href="([^"]*CreateIssueDetails[^"]*)"/.exec(task.text) ?? [];
  const query = Object.fromEntries(new URL(address.replaceAll("&amp;", "&")).searchParams);
  expect(query).toMatchObject({ pid: "10001", issuetype: "10002", summary: "For a task" });
  const plain = await visitor.submit(task, "Show its fields", { project: "10000" });
  expect(plain.text).not.toContain(">Severity<");
  const back = await visitor.submit(plain, "Show its fields", { project: "10001", issuetype: "10001" });
  expect(back.text).toMatch(/value="10302" selected[\s\S]*value="bob@example.com"[\s\S]*First &lt;b&gt;[\s\S]*value="4.2.0"/);
});

test("a Jira that does not answer takes nothing that is written", async () => {
  const form = await strict();
  jira.faults.set("/", { status: 503 });
  const failed = await visitor.submit(form, "Create and link", FILLED);
  expect([failed.status, /Error: Create a ticket/.test(failed.text)]).toEqual([400, true]);
  jira.faults.clear();
  const again = await visitor.submit(failed, "Ask again");
  expect(again.text).toMatch(/value="10302" selected[\s\S]*value="4.2.0"/);
});

test("over the API the form lists the fields, and takes their values as texts or as Jira has them", async () => {
  const at = `/api/0/issues/${issue.id}/integrations/${ID}/`;
  const { createIssueConfig: config } = (await app.get(`${at}?action=create&project=10001&issuetype=10001`)).body;
  expect(config.slice(4, 7)).toMatchObject([
    { name: "customfield_10201", label: "Severity", type: "select", required: true, choices: expect.arrayContaining([["10302", "Major"]]) },
    { name: "components", type: "select", multiple: true },
    { name: "customfield_10202", type: "string" },
  ]);
  const texts = Object.entries(FILLED).map(([name, value]) => [name.slice("field-".length), value]);
  const body = { project: "10001", issuetype: "10001", ...Object.fromEntries(texts), components: ["10401"], priority: { id: "2" } };
  const { customfield_10201: _, ...without } = body;
  expect(await app.post(at, without)).toMatchObject({ status: 400, body: { customfield_10201: ["Severity is required."] } });
  const made = await app.post(at, body);
  expect(made.status).toBe(201);
  expect(jira.tickets.find(made.body.key)?.fields).toMatchObject({ ...SENT, priority: { id: "2" } });
});
