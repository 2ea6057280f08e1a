import { afterAll, beforeAll, expect, test } from "vitest";
import { type Action, sealControl } from "../../../core/discord/custom-id.ts";
import { seal } from "../../../functions/adapters/seal.ts";
import { controlOf } from "../../../infra/local/sandbox/discord/person.ts";
import { createForOperator } from "../../../infra/ops/create-for-operator.ts";
import type { App } from "../../support/app.ts";
import {
  ADA,
  addRule,
  addServer,
  BOB,
  CHANNEL,
  chooseServer,
  link,
  PAGE,
  startWithDiscord,
  type Visitor,
} from "../../support/discord/connected.ts";
import { envelopeOf } from "../../support/envelopes.ts";
import { visitorOf } from "../../support/visitor.ts";

const [ONE, TWO, THREE] = ["200000000000000001", "200000000000000002", "200000000000000003"];
const BETA_PAGE = "/settings/beta/integrations/discord/";

let all: Awaited<ReturnType<typeof startWithDiscord>>;
/** Somebody in another organization, who owns it. */
let beta: { id: number; visitor: Visitor; call: (method: string, path: string, body?: unknown) => ReturnType<App["call"]> };
let acmeId: number;
beforeAll(async () => {
  all = await startWithDiscord();
  const { app, discord, visitor } = all;
  acmeId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const made = await createForOperator("Beta", "bea@example.com");
  const token = /token\s+(\S+)/.exec(made)?.[1] ?? "";
  const call = (method: string, at: string, body?: unknown) => app.call(method, at, body, { authorization: `Bearer ${token}` });
  const other = visitorOf(app);
  await other.post("/auth/login/", { token });
  beta = { id: Number((await call("GET", "/api/0/organizations/beta/")).body.id), visitor: other, call };
  await call("POST", "/api/0/organizations/beta/teams/", { name: "bees", slug: "bees" });
  await call("POST", "/api/0/teams/beta/bees/projects/", { name: "Hive", slug: "hive" });
  await addServer(discord, visitor, ONE);
  await addServer(discord, visitor, TWO);
  await addServer(discord, other, ONE, BETA_PAGE);
});
afterAll(() => all.stop());

const control = (action: Action, organizationId: number, groupId: string | number) =>
  sealControl({ seal }, { action, organizationId, groupId: Number(groupId) });
const betaIssue = async (id: string) => (await beta.call("GET", `/api/0/organizations/beta/issues/${id}/`)).body;

async function captureInBeta(message: string): Promise<string> {
  const [key] = (await beta.call("GET", "/api/0/projects/beta/hive/keys/")).body as { dsn: { public: string } }[];
  const dsn = new URL(key!.dsn.public);
  const url = new URL(`/api${dsn.pathname}/envelope/?sentry_version=7&sentry_key=${dsn.username}`, all.app.system.api);
  expect((await fetch(url, { method: "POST", body: envelopeOf({ message, frame: message.replaceAll(" ", "_") }) })).ok).toBe(true);
  await all.app.idle();
  const issues = (await beta.call("GET", "/api/0/projects/beta/hive/issues/")).body as { id: string; title: string }[];
  return issues.find((it) => it.title.includes(message))!.id;
}

test("of two organizations on one server each has its own rules, links, people and buttons", async () => {
  const { app, discord, visitor } = all;
  const ada = await link(discord, app, visitor);
  const again = await ada.command("link");
  expect(again.content).toMatch(/^Linked so far: ada@\S+ \(Acme\)\. \[Click here\]/);

  expect((await addRule(beta.visitor, { channel: CHANNEL }, BETA_PAGE)).text).toContain("Saved.");
  const id = await captureInBeta("hive is empty");
  const posted = discord.state.messages.filter((it) => it.channelId === CHANNEL);
  expect(posted.map((it) => it.embeds[0]?.url)).toEqual([expect.stringContaining("/organizations/beta/")]);
  expect((await ada.press(controlOf(posted[0]!.components, "Resolve"))).content).toContain("`/link`");
  expect((await betaIssue(id)).status).toBe("unresolved");

  const path = new URL(/\(<(.*)>\)/.exec(again.content)?.[1] ?? "").pathname;
  await beta.visitor.submit(await beta.visitor.visit(path), "Link it");
  expect((await ada.press(controlOf(posted[0]!.components, "Resolve"))).content).toContain("has been resolved");
  await app.idle();
  const { activity } = await betaIssue(id);
  expect(activity[0]?.user.email).toBe("bea@example.com");
  expect((await ada.command("link")).content).toMatch(/already linked .*ada@\S+ \(Acme\), bea@\S+ \(Beta\)/);
});

test("one organization's buttons work on each of its servers and on nobody else's; ids that do not belong together do nothing", async () => {
  const { app, discord } = all;
  const ada = discord.person(app.system.api, ADA);
  const issue = await app.capture({ message: "two servers", frame: "twoServers" });
  const other = await captureInBeta("one server");
  const inTwo = { guildId: TWO, channelId: "300000000000000003" };
  expect((await ada.press(control("resolve", acmeId, issue.id), undefined, inTwo)).content).toContain("has been resolved");
  expect((await ada.press(control("resolve", beta.id, other), undefined, inTwo)).content).toContain("not connected with this server");
  expect((await ada.press(control("resolve", acmeId, other))).content).toContain("This issue is gone");
  expect((await ada.press(control("unresolve", beta.id, issue.id))).content).toContain("This issue is gone");
  expect((await betaIssue(other)).status).toBe("unresolved");
  const bob = discord.person(app.system.api, BOB);
  expect((await bob.command("link", inTwo)).content).toMatch(/^\[Click here\]/);
  expect((await bob.command("assigned", { guildId: THREE })).content).toContain("No organization has connected this server");
});

test("whoever is of no organization of the server cannot link there", async () => {
  const { app, discord } = all;
  const { content } = await discord.person(app.system.api, BOB).command("link", { guildId: TWO });
  const path = new URL(/\(<(.*)>\)/.exec(content)?.[1] ?? "").pathname;
  expect((await beta.visitor.visit(path)).text).toContain("Your organization is not connected with the server");
});

test("a rule is changed where it stands and stays the same rule; one of another organization is not there", async () => {
  const { visitor } = all;
  const added = await addRule(visitor, { name: "Before", minutes: "7" });
  const idOf = (text: string, name: string) => new RegExp(`href="\\?rule=(\\w+)#rule" aria-label="Change ${name}"`).exec(text)?.[1];
  const id = idOf(added.text, "Before");
  const form = await visitor.visit(`${PAGE}?rule=${id}`);
  expect(form.text).toMatch(/value="Before"[\s\S]*value="7"/);
  const saved = await visitor.submit(form, "Save the rule", { name: "After" });
  expect([saved.text.includes("Saved."), idOf(saved.text, "After"), idOf(saved.text, "Before")]).toEqual([true, id, undefined]);
  const refused = await visitor.submit(await visitor.visit(`${PAGE}?rule=${id}`), "Save the rule", { channel: "nowhere", name: "Kept" });
  expect(refused.text).toMatch(/Change After[\s\S]*value="Kept"/);
  expect((await beta.visitor.visit(`${BETA_PAGE}?rule=${id}`)).text).not.toContain("Save the rule");
});

test("what one organization disconnects stays connected with the other, and Lockstep stays in the server", async () => {
  const { app, discord, visitor } = all;
  await beta.visitor.submit(await beta.visitor.visit(BETA_PAGE), "Disconnect Server 1");
  expect([...discord.state.guilds.keys()]).toEqual([ONE, TWO]);
  const ada = discord.person(app.system.api, ADA);
  const issue = await app.capture({ message: "still here", frame: "stillHere" });
  const other = await captureInBeta("not any more");
  expect((await ada.press(control("resolve", acmeId, issue.id))).content).toContain("has been resolved");
  expect((await ada.press(control("resolve", beta.id, other))).content).toContain("not connected with this server");
  expect((await visitor.visit(PAGE)).text).toContain("Server 1");
  expect(discord.violations).toEqual([]);
});

test("a set-up that ends in another browser, or for another organization, connects nothing, and its own browser can still end it", async () => {
  const { app, discord, visitor } = all;
  discord.state.guilds.set(THREE, { id: THREE, name: "Server 3", permissions: 1n << 3n });
  const { code, path } = await chooseServer(discord, visitor, THREE);
  const elsewhere = visitorOf(app);
  await elsewhere.signIn();
  for (const it of [beta.visitor, elsewhere]) expect((await it.visit(path)).text).toContain("This set-up is over");
  const shown = async () =>
    [(await visitor.visit(PAGE)).text, (await beta.visitor.visit(BETA_PAGE)).text].map((it) => it.includes("Server 3"));
  expect(await shown()).toEqual([false, false]);
  expect([...discord.state.codes.keys()]).toEqual([code]);
  expect((await visitor.visit(path)).text).toContain("The server is connected");
  expect(await shown()).toEqual([true, false]);
});
