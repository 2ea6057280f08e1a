import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PARTS } from "../../../core/relay/outbox.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { links } from "../../../functions/adapters/dynamo/links.ts";
import { organizations } from "../../../functions/adapters/dynamo/organizations.ts";
import { outbox } from "../../../functions/adapters/dynamo/outbox.ts";
import { startDiscord } from "../../../infra/local/sandbox/discord/server.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { addRule, addServer, CHANNEL } from "../../support/discord/connected.ts";
import { wholeTable } from "../../support/owned-project.ts";
import { queryAll } from "../../support/store.ts";
import { visitorOf } from "../../support/visitor.ts";

/** Nobody follows the table's stream meanwhile, and it has forgotten all of it when somebody does again. */
const dead = vi.hoisted(() => ({ now: false, records: 0 }));
type Handler = { handler: (event: { Records: object[] }, context: object) => Promise<unknown> };
const whileAlive = ({ handler }: Handler): Handler => ({
  handler: async (event, context) => {
    if (!dead.now) return handler(event, context);
    dead.records += event.Records.length;
    return { batchItemFailures: [] };
  },
});
vi.mock("../../../functions/relay/changes.ts", async (original) => whileAlive(await original<Handler>()));
vi.mock("../../../functions/projects/changes.ts", async (original) => whileAlive(await original<Handler>()));

const ID = 4_000_000_000_000_991;
let app: App;
let jira: Jira;
let discord: Awaited<ReturnType<typeof startDiscord>>;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  discord = await startDiscord();
  jira = await startJira();
  app = await startApp({ own: true, discord: { api: discord.state.url, secrets: discord.secrets } });
  lockstep = await connectBothWays(app, jira, { id: ID });
  const visitor = visitorOf(app);
  await visitor.signIn();
  await addServer(discord, visitor);
  await addRule(visitor);
});
afterAll(async () => {
  await app.stop();
  await jira.stop();
  await discord.close();
});

async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await app.idle();
    await jira.deliveries.settled();
  }
}
const pass = async (seconds: number) => {
  await app.advance(seconds);
  await calm();
};
const waiting = async () =>
  (await Promise.all(Array.from({ length: PARTS }, (_, part) => outbox.waiting(part, Date.now() + 1000, 100)))).flat();
const ownerOf = async (id: string) => (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body.assignedTo?.name ?? null;
const ok = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body as Record<string, unknown>;
};

test("each kind of change that the stream would have told of, made while it was dead for a day, is found by the sweep", async () => {
  await ok(app.post("/api/0/organizations/acme/teams/", { slug: "passing" }));
  await ok(app.post("/api/0/projects/acme/web/teams/passing/"));
  await ok(app.post("/api/0/teams/acme/core/projects/", { name: "Going" }));
  const mallory = await ok(app.post("/api/0/organizations/acme/members/", { email: "mallory@example.com", teams: ["core"] }));
  const ofTeam = await app.capture({ message: "of a team", frame: "team" });
  const ofMember = await app.capture({ message: "of a member", frame: "member" });
  const ofEve = await app.capture({ message: "of somebody nobody knows yet", frame: "eve" });
  await app.capture({ message: "in a project that goes", frame: "going" }, "going");
  const ticket = await lockstep.link(ofEve.id);
  await ok(app.put(`/api/0/issues/${ofTeam.id}/`, { assignedTo: "team:passing" }));
  await ok(app.put(`/api/0/issues/${ofMember.id}/`, { assignedTo: "mallory@example.com" }));
  await ok(app.put("/api/0/projects/acme/web/ownership/", { raw: "path:* #core" }));
  jira.users.push({ name: "eve", key: "JIRAUSER10777", displayName: "Eve", emailAddress: "eve@example.com", admin: false });
  await pass(60);
  jira.tickets.edit(ticket.id, { assignee: "eve" }, "cyd");
  await pass(60);
  const going = await ok(app.get("/api/0/projects/acme/going/"));
  const freed = async () => (await queryAll(keys.invalidation(lockstep.organizationId, await webId(), "").pk, "INVALIDATION#")).length;
  const webId = async () => Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const before = await freed();
  expect(await waiting()).toEqual([]);

  dead.now = true;
  await app.send({ message: "new while it was dead", frame: "new" });
  await ok(app.put("/api/0/projects/acme/web/ownership/", { raw: "path:* bob@example.com" }));
  await ok(app.remove("/api/0/teams/acme/passing/"));
  await ok(app.remove(`/api/0/organizations/acme/members/${mallory.id}/`));
  await ok(app.post("/api/0/organizations/acme/members/", { email: "eve@example.com", teams: ["core"] }));
  await ok(app.post("/api/0/teams/acme/core/projects/", { name: "Coming" }));
  await ok(app.remove("/api/0/projects/acme/going/"));
  await calm();
  expect(dead.records).toBeGreaterThanOrEqual(7);
  expect((await waiting()).map((it) => it.kind).sort()).toEqual(
    expect.arrayContaining(["group", "ownership", "project", "project", "roster", "roster", "roster"]),
  );
  const told = () => discord.state.messages.filter((it) => it.channelId === CHANNEL && JSON.stringify(it.embeds).includes("new while"));
  expect([told().length, (await ownerOf(ofTeam.id)) === null, (await ownerOf(ofMember.id)) === null]).toEqual([0, false, false]);

  // Who sweeps was dead too.
  await app.advance(86_400);
  dead.now = false;
  await pass(301);
  await pass(301);
  expect(await waiting()).toEqual([]);
  expect(told()).toHaveLength(1);
  expect(await freed()).toBeGreaterThan(before);
  expect([await ownerOf(ofTeam.id), await ownerOf(ofMember.id), await ownerOf(ofEve.id)]).toEqual([null, null, "eve@example.com"]);
  const coming = Number((await app.get("/api/0/projects/acme/coming/")).body.id);
  const [core] = (await organizations.teams(lockstep.organizationId)).filter((it) => it.slug === "core");
  expect(core?.projects).toContain(coming);
  expect(core?.projects).not.toContain(Number(going.id));
  expect((await app.get("/api/0/organizations/acme/analytics-events/?type=project.created")).body).toContainEqual(
    expect.objectContaining({ id: `${coming}:project.created` }),
  );
  const left = [...(await wholeTable()).keys()].filter((it) => it.includes(String(going.id)));
  expect(left.filter((it) => !/DELETION#|INVALIDATION#|ANALYTICS|AUDIT/.test(it))).toEqual([]);
});

test("a link that has not heard of its issue, though nothing waits, hears of it within a day: hint, ticket and comment", async () => {
  const issue = await app.capture({ message: "unheard", frame: "unheard" });
  const ticket = await lockstep.link(issue.id);
  await pass(60);
  const ref = { organizationId: lockstep.organizationId, integrationId: ID, ticketId: ticket.id, groupId: Number(issue.id) };
  const heard = async () => (await links.find(ref))?.hint?.version ?? 0;
  const before = await heard();
  dead.now = true;
  await ok(app.put(`/api/0/issues/${issue.id}/`, { status: "resolved" }));
  await calm();
  // As a restore may leave it: committed, told nobody, and in no outbox.
  for (const it of await waiting()) await outbox.done(it);
  dead.now = false;
  expect(await heard()).toBe(before);
  await pass(901);
  expect(await heard()).toBe(before);
  await pass(86_400);
  expect(await heard()).toBe(before + 1);
  expect(jira.tickets.find(ticket.id)).toMatchObject({ statusId: "6" });
});
