import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeSnowflake } from "../../../core/projects/snowflake.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { envelopeOf } from "../../support/envelopes.ts";
import { type Region, startRegion } from "../../support/region.ts";

/** docs/regions.md, step by step: an organization moves while errors go on and people work in Jira. */
let from: Region | undefined;
let to: Region | undefined;
let jira: Jira;
beforeAll(async () => {
  jira = await startJira({ version: "10.3.0" });
  from = await startRegion(1);
  to = await startRegion(2);
  jira.users.push({ name: "eve", key: "JIRAUSER10300", displayName: "Eve", emailAddress: "eve@example.com", admin: false });
  jira.tokens.set("token-of-an-administrator", "admin");
}, 600_000);
afterAll(async () => {
  from?.stop();
  to?.stop();
  await jira.stop();
});

type Somebody = ReturnType<Region["as"]>;
type Issue = { id: string; title: string; count: string; status: string; assignedTo: { email: string } | null };
const FRAMES = ["pay", "ship", "refund", "greet"];
const STATUSES = Object.fromEntries(["10000", "10001"].map((it) => [it, { on_resolve: "6", on_unresolve: "1" }]));
const ISSUES = "/api/0/organizations/moving/issues/?query=&limit=100";

/** Programs that send errors to one name, wherever it points, and keep what is not taken, as a relay or an offline transport does. */
function programsOf(dsn: URL) {
  const waiting: { frame: string; id: string }[] = [];
  const sent = new Map<string, number>();
  let at: Region | undefined;
  return {
    sent,
    point: (region: Region | undefined) => (at = region),
    async fail(frame: string): Promise<void> {
      waiting.push({ frame, id: randomUUID().replaceAll("-", "") });
      sent.set(frame, (sent.get(frame) ?? 0) + 1);
      while (at && waiting[0]) {
        const url = new URL(`/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, at.api);
        const { frame, id } = waiting[0];
        const answer = await fetch(url, { method: "POST", body: envelopeOf({ message: `cannot ${frame}`, frame, id }) });
        if (!answer.ok) return;
        waiting.shift();
      }
    },
  };
}

/** Both ways, as its administrator sets it up; answers the integration. */
async function connectJira({ browser, call, get }: Somebody): Promise<string> {
  await browser.signIn();
  const form = await browser.visit("/settings/moving/integrations/jira-server/new/token/");
  const confirm = await browser.submit(form, "Continue", { url: jira.url, token: "token-of-an-administrator" });
  expect((await browser.submit(confirm, "Finish")).status).toBe(200);
  const [{ id }, ...more] = await get("/api/0/organizations/moving/integrations/");
  expect(more).toEqual([]);
  await call("POST", `/api/0/organizations/moving/integrations/${id}/`, { sync_status_forward: STATUSES });
  return id;
}

async function calm(region: Region): Promise<void> {
  for (let told = -1; told !== jira.deliveries.answers.length; ) {
    told = jira.deliveries.answers.length;
    await region.idle();
    await jira.deliveries.settled();
  }
}

test("nothing is lost, both sides agree, and no id is given out twice", async () => {
  if (!from || !to) throw new Error("no regions");
  const token = /^token +(\S+)$/m.exec(await from.ops("org", "create", "Moving", "--owner", "eve@example.com"))?.[1] ?? "";
  const before = from.as(token);
  await before.call("POST", "/api/0/organizations/moving/teams/", { name: "Core", slug: "core" });
  await before.call("POST", "/api/0/teams/moving/core/projects/", { name: "Web", slug: "web" });
  const [key] = await before.get("/api/0/projects/moving/web/keys/");
  const programs = programsOf(new URL(key.dsn.public));
  programs.point(from);
  for (const frame of FRAMES.slice(0, 3)) await programs.fail(frame);
  await from.idle();
  const old = (await before.get(ISSUES)) as Issue[];
  expect(old).toHaveLength(3);

  const integration = await connectJira(before);
  const tickets = new Map<string, string>();
  for (const { id } of old) {
    const ticket = jira.tickets.create();
    await before.put(`/api/0/issues/${id}/integrations/${integration}/`, { externalIssue: ticket.key });
    tickets.set(id, ticket.id);
  }
  const [one, two, three] = old.map(({ id }) => ({ id, ticket: tickets.get(id) ?? "" })) as [Ends, Ends, Ends];
  await before.call("POST", `/api/0/issues/${one.id}/notes/`, { text: "Since last week" });
  await calm(from);
  jira.tickets.edit(one.ticket, { assignee: "eve" }, "bob");
  await calm(from);
  expect((await before.get(`/api/0/issues/${one.id}/`)).assignedTo).toMatchObject({ email: "eve@example.com" });

  // The last that is decided here, and not yet told.
  await before.put(`/api/0/issues/${two.id}/`, { assignedTo: "eve@example.com" });
  programs.point(undefined);
  await programs.fail("pay");
  await calm(from);
  await from.ops("integration", "disable", "moving", integration, "--yes");
  expect([...jira.webhooks]).toEqual([]);
  // Nobody hears of these.
  jira.tickets.edit(three.ticket, { statusId: "6" }, "bob");
  jira.tickets.edit(one.ticket, { assignee: null }, "bob");
  await from.idle();
  const file = join(from.home, "moving.jsonl");
  await from.ops("export", "moving", file);
  await programs.fail("greet");

  await to.ops("import", file, "--yes");
  const made = JSON.parse(await to.ops("token", "create", "moving", "--user", "eve@example.com", "--json"));
  const after = to.as(made.token);
  await to.idle();
  jira.tickets.edit(two.ticket, { statusId: "6" }, "bob");
  expect(await connectJira(after)).toBe(integration);
  programs.point(to);
  await programs.fail("greet");
  await calm(to);
  // What nobody was told of is looked for every quarter of an hour.
  await to.advance(901);
  await calm(to);
  jira.tickets.edit(three.ticket, { assignee: "eve" }, "bob");
  await after.put(`/api/0/issues/${one.id}/`, { status: "resolved" });
  await calm(to);

  const now = (await after.get(ISSUES)) as Issue[];
  // What came of the same errors is the same issues, with every error that was sent.
  const counted = Object.fromEntries(now.map(({ title, count }) => [title.replace("Error: cannot ", ""), Number(count)]));
  expect(counted).toEqual(Object.fromEntries(programs.sent));
  const links = await after.get(`/api/0/organizations/moving/integrations/${integration}/links/`);
  expect(links).toHaveLength(3);
  for (const link of links) expect(link).toMatchObject({ state: "in-step", problems: [] });
  const sides = (it: Ends) => {
    const { assignee, statusId } = jira.tickets.find(it.ticket) ?? {};
    const { assignedTo, status } = now.find(({ id }) => id === it.id) ?? {};
    return { here: [assignedTo?.email ?? null, status], there: [assignee, statusId] };
  };
  const [first, second, third] = [one, two, three].map(sides);
  expect(first).toEqual({ here: [null, "resolved"], there: [null, "6"] });
  expect(second).toEqual({ here: ["eve@example.com", "resolved"], there: ["eve", "6"] });
  expect(third).toEqual({ here: ["eve@example.com", "resolved"], there: ["eve", "6"] });
  expect(JSON.stringify(await after.get(`/api/0/organizations/moving/issues/${one.id}/activities/`))).toContain("Since last week");
  // Ids say which region gave them out.
  const regions = now.map(({ id, title }) => [title, decodeSnowflake(Number(id)).region]);
  expect(Object.fromEntries(regions)).toEqual({
    "Error: cannot pay": 1,
    "Error: cannot ship": 1,
    "Error: cannot refund": 1,
    "Error: cannot greet": 2,
  });
  expect(Math.min(...now.map(({ id }) => Number(id)))).toBe(Math.min(...old.map(({ id }) => Number(id))));
});

type Ends = { id: string; ticket: string };
