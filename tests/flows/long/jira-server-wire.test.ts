import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { administratorOf } from "../../support/set-up.ts";

let app: App;
let jira: Jira;
const ID = 4_000_000_000_000_930;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp(), startJira()]);
  lockstep = await connectBothWays(app, jira, { id: ID });
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
  await app.idle();
}
const asked = (from: number) =>
  jira.requests.slice(from).map((it) => [it.method, it.url.pathname.split("/").at(-1), it.body === "" ? null : JSON.parse(it.body)]);

test("an owner is written by name and nothing else, and taken away with null and no search", async () => {
  const issue = await app.capture({ message: "wire of an owner", frame: "wire" });
  const ticket = await lockstep.link(issue.id);
  await calm();
  const before = jira.requests.length;
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await calm();
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "" });
  await calm();
  expect(asked(before)).toEqual([
    ["GET", ticket.id, null],
    ["GET", "search", null],
    ["PUT", "assignee", { name: "bob" }],
    ["GET", ticket.id, null],
    ["PUT", "assignee", { name: null }],
  ]);
});

test("an owner and a status of one delivery are both taken, the owner first; two tickets of an issue are both told", async () => {
  const issue = await app.capture({ message: "wire of both", frame: "both" });
  const [one, two] = [await lockstep.link(issue.id), await lockstep.link(issue.id)];
  await calm();
  jira.tickets.edit(one.id, { statusId: "6", assignee: "bob" }, "bob");
  await calm();
  const { activity } = (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body;
  expect(activity.map((it: { type: string }) => it.type)).toEqual([
    "set_resolved",
    "assigned",
    "create_issue",
    "create_issue",
    "first_seen",
  ]);
  expect(jira.tickets.find(two.id)).toMatchObject({ statusId: "6", assignee: "bob" });
});

test("a ticket whose issue went with its project is heard of in vain, without a fault", async () => {
  const slug = (await app.post("/api/0/teams/acme/core/projects/", { name: "Short lived" })).body.slug as string;
  const issue = await app.capture({ message: "wire of a project", frame: "gone" }, slug);
  const ticket = await lockstep.link(issue.id);
  await calm();
  expect((await app.remove(`/api/0/projects/acme/${slug}/`)).status).toBe(204);
  await calm();
  const heard = jira.deliveries.answers.length;
  jira.tickets.edit(ticket.id, { assignee: "bob", statusId: "6" }, "bob");
  await calm();
  expect(jira.deliveries.answers.slice(heard).map((it) => it.status)).toEqual([200]);
});

test("connected again with another key, the address of the earlier webhook is refused", async () => {
  const administrator = await administratorOf(app, jira);
  const known = new Set(jira.webhooks.keys());
  const connect = async () => {
    await administrator.submit(await administrator.approved("another key"), "Finish");
    const [made = ""] = [...jira.webhooks.keys()].filter((it) => !known.has(it));
    return String(jira.webhooks.get(made)?.url);
  };
  const [first, second] = [await connect(), await connect()];
  const statuses = await Promise.all([first, second].map(async (url) => (await fetch(url, { method: "POST", body: "{}" })).status));
  expect(statuses).toEqual([400, 200]);
});
