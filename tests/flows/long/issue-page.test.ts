import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../../support/app.ts";
import { recordCalls } from "../../support/calls.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { type Seen, unescaped, visitorOf } from "../../support/visitor.ts";

const ID = 4_000_000_000_000_990;
let app: App;
let jira: Jira;
let visitor: ReturnType<typeof visitorOf>;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  app = await startApp({ own: true });
  jira = await startJira();
  lockstep = await connectBothWays(app, jira, { id: ID });
  visitor = visitorOf(app);
  await visitor.signIn();
});
afterAll(async () => {
  await jira?.stop();
  await app?.stop();
});

const pageOf = (issue: { id: string }) => `/organizations/acme/issues/${issue.id}/`;
const tokenIn = ({ text }: Seen) => /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? "";
/** The value of a button that says this, wherever its form is. */
function choiceOf({ text }: Seen, name: string, words: RegExp): string {
  const buttons = [...text.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)];
  const found = buttons.find(([, at = "", content = ""]) => at.includes(` name="${name}"`) && words.test(content));
  return unescaped(/value="([^"]*)"/.exec(found?.[1] ?? "")?.[1] ?? "");
}
const send = (page: Seen, path: string, fields: Record<string, string>) => visitor.post(path, { form_token: tokenIn(page), ...fields });
const typesOf = async (issue: { id: string }): Promise<string[]> =>
  (await app.get(`/api/0/issues/${issue.id}/`)).body.activity.map((it: { type: string }) => it.type);

test("an issue says whose it is and why, and is resolved, archived and opened again, each once however often it is sent", async () => {
  const issue = await app.capture({ message: "whole", frame: "whole" });
  const path = pageOf(issue);
  let page = await visitor.visit(path);
  expect(page.text).toMatch(/<strong>Nobody<\/strong> has this: nobody was ever chosen\./);
  const choose = async (name: string, words: RegExp) => {
    const value = choiceOf(page, name, words);
    await send(page, path, { [name]: value });
    page = await send(page, path, { [name]: value });
  };
  await choose("owner", />Bob</);
  expect(page.text).toMatch(/<strong>Bob<\/strong> has this, because Ada chose so, /);
  await choose("owner", /core</);
  expect(page.text).toMatch(/<strong>team core<\/strong> has this[\s\S]*Before that: Bob, because Ada chose so\./);
  await choose("status", /Resolve$/);
  await choose("status", /Open again/);
  await choose("status", /For a week/);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body).toMatchObject({
    status: "ignored",
    substatus: "archived_until_condition_met",
  });
  expect(await typesOf(issue)).toEqual(["set_ignored", "set_unresolved", "set_resolved", "assigned", "assigned", "first_seen"]);
});

test("an archive lasts until so many more events, and says so; one without a number changes nothing", async () => {
  const issue = await app.capture({ message: "until", frame: "until" });
  const page = await visitor.visit(pageOf(issue));
  expect((await visitor.submit(page, "Archive", { many: "0" })).status).toBe(400);
  const archived = await visitor.submit(page, "Archive", { many: "7", unit: "events" });
  expect([archived.status, archived.text.includes("until 7 more events")]).toEqual([200, true]);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.statusDetails).toMatchObject({ ignoreCount: 7 });
});

test("events are stepped through, from the newest to the oldest and back", async () => {
  const issue = await app.capture({ message: "steps", frame: "steps", tags: { number: "1" } });
  for (const number of ["2", "3"]) {
    await app.advance(5);
    await app.capture({ message: "steps", frame: "steps", tags: { number } });
  }
  const shown = ({ text }: Seen) => /number<\/dt><dd><a[^>]*>(\d)/.exec(text)?.[1];
  const leading = ({ text }: Seen, label: string) => unescaped(new RegExp(`href="([^"]*)" aria-label="${label}"`).exec(text)?.[1] ?? "");
  const go = async (page: Seen, label: string) => visitor.visit(leading(page, label).replace("#stack", ""));
  const newest = await visitor.visit(pageOf(issue));
  expect([shown(newest), leading(newest, "Newer event")]).toEqual(["3", ""]);
  const middle = await go(newest, "Older event");
  const oldest = await go(middle, "Older event");
  expect([shown(middle), shown(oldest), leading(oldest, "Older event")]).toEqual(["2", "1", ""]);
  expect([shown(await go(oldest, "Newer event")), shown(await go(oldest, "Newest event"))]).toEqual(["2", "3"]);
  expect(shown(await go(newest, "Oldest event"))).toBe("1");
  const other = await app.capture({ message: "other", frame: "other" });
  const id = /<code id="event-id" title="(\w+)"/.exec((await visitor.visit(pageOf(other))).text)?.[1];
  expect(shown(await visitor.visit(`${pageOf(issue)}?older=${id}`))).toBe("3");
});

test("a note is added once, also when it is sent twice at once; an empty one keeps what was there", async () => {
  const issue = await app.capture({ message: "noted", frame: "noted" });
  const page = await visitor.visit(pageOf(issue));
  const form = { text: "Seen <b>here</b>", version: "0" };
  await Promise.all([send(page, pageOf(issue), form), send(page, pageOf(issue), form)]);
  const after = await send(page, pageOf(issue), form);
  expect(after.text).toContain("<blockquote>Seen &lt;b&gt;here&lt;/b&gt;</blockquote>");
  expect((await typesOf(issue)).filter((it) => it === "note")).toHaveLength(1);
  const refused = await send(page, pageOf(issue), { text: " ", version: "1" });
  expect([refused.status, refused.text.includes("The note was not added")]).toEqual([400, true]);
});

test("of two who choose at once the second is told what stays", async () => {
  const issue = await app.capture({ message: "both", frame: "both" });
  const page = await visitor.visit(pageOf(issue));
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  const told = await send(page, pageOf(issue), { owner: choiceOf(page, "owner", />Ada</) });
  expect(told.status).toBe(409);
  expect(told.text).toMatch(/Somebody was quicker[\s\S]*Bob has it\. That stays; you chose Ada/);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo.name).toBe("Bob");
});

test("what was written when the session ended comes back after signing in, and is sent then", async () => {
  const issue = await app.capture({ message: "ended", frame: "ended" });
  const page = await visitor.visit(pageOf(issue));
  const gone = visitorOf(app);
  const asked = await gone.post(pageOf(issue), { form_token: tokenIn(page), text: 'Written "before" <it> ended', version: "0" });
  expect([asked.status, asked.text.includes("What you wrote is kept")]).toEqual([401, true]);
  const again = await gone.submit(await gone.submit(asked, "Sign in"), "Sign in", { token: "no-such" });
  const back = await gone.submit(again, "Sign in", { token: TOKEN });
  expect(back.text).toContain("Written &quot;before&quot; &lt;it&gt; ended");
  const sent = await gone.submit(back, "Send it now");
  expect([sent.status, sent.path]).toEqual([200, pageOf(issue)]);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).body.activity[0].data.text).toBe('Written "before" <it> ended');
});

test("linking says before what will change, links once, compares and unlinks", async () => {
  const issue = await app.capture({ message: "to link", frame: "link" });
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
  const ticket = jira.tickets.create();
  const path = `${pageOf(issue)}tickets/link/`;
  const shown = await visitor.visit(`${path}?integration=${ID}&ticket=${encodeURIComponent(`${jira.url}/browse/${ticket.key}?focus=1`)}`);
  expect(shown.text).toMatch(new RegExp(`${ticket.key} gets Ada as its assignee`));
  expect(await typesOf(issue)).not.toContain("create_issue");
  const linked = await visitor.submit(shown, `Link ${ticket.key}`);
  expect(linked.path).toBe(`${pageOf(issue)}?done=linked&ticket=${ticket.key}`);
  expect((await visitor.submit(shown, `Link ${ticket.key}`)).path).toBe(linked.path);
  await app.idle();
  expect((await typesOf(issue)).filter((it) => it === "create_issue")).toHaveLength(1);
  const page = await visitor.visit(pageOf(issue));
  expect(page.text).toMatch(/All in step|In step/);
  const act = (fields: Record<string, string>) => send(page, `${pageOf(issue)}tickets/`, fields);
  expect((await act({ again: "all" })).text).toContain(`${ticket.key} is being compared`);
  const id = choiceOf(page, "unlink", /Unlink/);
  expect((await act({ unlink: id })).text).toContain("is not linked any more");
  expect((await act({ unlink: id })).status).toBe(200);
  const wrong = await visitor.visit(`${path}?integration=${ID}&ticket=NO-404`);
  expect([wrong.status, /Error: Link a ticket/.test(wrong.text)]).toEqual([400, true]);
});

test("a ticket is created once of a form that is sent twice, and what Jira refuses is said in its words", async () => {
  const issue = await app.capture({ message: "to create", frame: "create" });
  const path = `${pageOf(issue)}tickets/new/`;
  const form = await visitor.visit(path);
  expect(form.text).toContain("Create and link");
  const created = await visitor.submit(form, "Create and link", { title: "From the page" });
  const key = new URLSearchParams(created.path.split("?")[1]).get("ticket") ?? "";
  expect(jira.tickets.find(key)?.summary).toBe("From the page");
  const twice = await visitor.submit(form, "Create and link", { title: "From the page" });
  expect(twice.text).toContain("was created, and is linked");
  await app.idle();
  expect((await app.get(`/api/0/issues/${issue.id}/external-issues/`)).body).toHaveLength(1);
  jira.faults.set("POST /rest/api/2/issue", {
    status: 400,
    body: JSON.stringify({ errorMessages: [], errors: { components: "Component is required." } }),
  });
  const refused = await visitor.submit(await visitor.visit(path), "Create and link", { title: "Kept text" });
  jira.faults.clear();
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(/Component is required[\s\S]*value="Kept text"/);
});

test("an unchanged page is one 304 and one read, and is told of what changes on the other side", async () => {
  const issue = await app.capture({ message: "live", frame: "live" });
  const ticket = await lockstep.link(issue.id);
  await app.idle();
  const page = await visitor.visit(pageOf(issue));
  const cookie = [...visitor.cookies].map((it) => it.join("=")).join("; ");
  const again = () =>
    fetch(new URL(pageOf(issue), app.system.api), { headers: { cookie, "if-none-match": page.headers.get("etag") ?? "" } });
  const { calls, stop } = recordCalls();
  const same = await again();
  stop();
  expect([same.status, await same.text()]).toEqual([304, ""]);
  expect(calls.map((it) => it.command)).toEqual(["BatchGetItemCommand"]);
  jira.tickets.edit(ticket.id, { assignee: "bob" });
  await app.idle();
  expect((await again()).status).toBe(200);
});

test("a deleted issue in an open tab says that it is gone", async () => {
  const issue = await app.capture({ message: "deleted", frame: "deleted" }, "app");
  const page = await visitor.visit(pageOf(issue));
  await app.remove("/api/0/projects/acme/app/");
  await app.idle();
  const sent = await send(page, pageOf(issue), { status: choiceOf(page, "status", /Resolve$/) });
  expect([sent.status, sent.text.includes("There is no page at this address for you")]).toEqual([404, true]);
});
