import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { administratorOf, NEW, publicKeyOn } from "../../support/set-up.ts";

/** A Jira that is connected and does not let us in any more. */
let app: App;
let jira: Jira;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira()]);
  jira.tokens.set("first-token", "admin");
  jira.tokens.set("second-token", "admin");
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const LIST = "/settings/acme/integrations/";
const listed = async () =>
  (await app.get("/api/0/organizations/acme/integrations/")).body as { id: string; name: string; compared: { failure: unknown } | null }[];
const calm = async () => {
  await app.idle();
  await jira.deliveries.settled();
  await app.idle();
};
async function linked(id: string, name: string) {
  const issue = await app.capture({ message: `reconnect ${name}`, frame: name });
  const ticket = jira.tickets.create();
  expect((await app.put(`/api/0/issues/${issue.id}/integrations/${id}/`, { externalIssue: ticket.key })).status).toBe(201);
  await calm();
  return { issue, ticket };
}

test("with a token: the lists say that it needs somebody; reconnected, switches and people are as they were, and what waited goes on", async () => {
  const administrator = await administratorOf(app, jira);
  const { visit, submit, post } = administrator;
  const token = await visit(`${NEW}token/`);
  expect(token.text).toContain("an account of its own for Lockstep");
  const confirm = await submit(token, "Continue", { url: `${jira.url}/secure/Dashboard.jspa?selectPageId=1`, token: "first-token" });
  expect(confirm.text).toContain("an account of its own for Lockstep");
  await submit(confirm, "Finish", { sync_comments: null });
  const [{ id = "" } = {}] = await listed();
  const { issue, ticket } = await linked(id, "token");
  const address = `${LIST}${id}/`;
  const people = await visit(`${address}people/`);
  const [, ada = ""] = /<label for="(\d+)">Ada<\/label>/.exec(people.text) ?? [];
  const form = { form_token: /name="form_token" value="(\w+)"/.exec(people.text)?.[1] ?? "", action: "save", page: "1" };
  await post(`${address}people/`, { ...form, user: ada, account: "cyd" });
  expect((await visit(LIST)).text).toContain("Working");

  jira.tokens.delete("first-token");
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
  await calm();
  expect(jira.tickets.find(ticket.id)?.assignee).toBeNull();
  expect((await visit(LIST)).text).toContain("Needs you");
  expect((await listed())[0]?.compared?.failure).toMatchObject({ text: expect.stringContaining("Make a new one in Jira") });

  const again = await submit(await visit((await visit(address)).text.match(/href="([^"]*reconnect=[^"]*)"/)?.[1] ?? ""), "Continue", {
    token: "second-token",
  });
  expect(again.text).toContain(jira.url);
  expect((await submit(again, "Finish")).path).toContain(address);
  await calm();
  // Nobody pressed anything; and Ada is who she was mapped to.
  expect(jira.tickets.find(ticket.id)?.assignee).toBe("cyd");
  expect((await listed()).map((it) => [it.id, it.compared?.failure])).toEqual([[id, null]]);
  expect((await app.get(`/api/0/organizations/acme/integrations/${id}/`)).body.configData.sync_comments).toBe(false);
});

test("with an application link: the key that Jira knows is kept, and nothing has to be entered there again", async () => {
  const administrator = await administratorOf(app, jira);
  const { visit, submit, answerInJira } = administrator;
  // The page comes with a key pair: the button that it is about works at once.
  const fresh = await visit(NEW);
  jira.links.set("kept", publicKeyOn(fresh));
  const sent = await submit(fresh, "Continue to Jira", { url: `${jira.url}/browse/APP-1`, consumer_key: "kept" });
  await submit(await visit(await answerInJira(sent)), "Finish");
  const { id = "" } = (await listed()).find((it) => it.name === "kept") ?? {};
  const overview = await visit(`${LIST}${id}/`);
  const form = await visit(overview.text.match(/href="([^"]*reconnect=[^"]*)"/)?.[1] ?? "");
  expect(publicKeyOn(form)).toBe(jira.links.get("kept"));
  expect(form.text).not.toContain("PRIVATE KEY");
  const approved = await visit(await answerInJira(await submit(form, "Continue to Jira")));
  expect((await submit(approved, "Finish")).path).toContain(`${LIST}${id}/`);
  expect((await listed()).filter((it) => it.name === "kept")).toHaveLength(1);
  expect([...jira.webhooks.values()].map((it) => it.name)).toEqual(["Lockstep", "Lockstep"]);
});

test("another organization's integration, or none, is not there to be reconnected", async () => {
  const { visit } = await administratorOf(app, jira);
  for (const way of ["", "token/"]) expect((await visit(`${NEW}${way}?reconnect=4000000000000001`)).status).toBe(404);
});
