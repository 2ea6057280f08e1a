import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { controlOf } from "../../infra/local/sandbox/discord/person.ts";
import { startDiscord } from "../../infra/local/sandbox/discord/server.ts";
import { startJira } from "../../infra/local/sandbox/jira/server.ts";
import { TOKEN } from "../support/app.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { ADA, addRule, addServer, CHANNEL, link } from "../support/discord/connected.ts";
import { envelopeOf } from "../support/envelopes.ts";
import { linkResources } from "../support/linked.ts";
import { programs } from "../support/started-program.ts";
import { visitorOf } from "../support/visitor.ts";

const { home, start, stop } = programs();
const [jira, discord] = await Promise.all([startJira(), startDiscord()]);
afterAll(async () => {
  stop();
  await jira.stop();
  await discord.close();
});

test("on npm start, as somebody new does it: an error comes in, is alerted, assigned in Discord, resolved in Jira, and the message shows it", async () => {
  const secrets = Object.fromEntries(Object.entries(discord.secrets).map(([name, value]) => [`LOCKSTEP_SECRET_${name}`, value]));
  const program = start({ LOCKSTEP_TOKEN: TOKEN, DISCORD_API_URL: discord.state.url, ...secrets });
  await program.ready();
  const endpoints = JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8"));
  const address = { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb, AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local" };
  linkResources(endpoints.resources, { ...address, AWS_SECRET_ACCESS_KEY: "local" });
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const response = await fetch(new URL(path, endpoints.api), {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  const app = {
    get: (path: string) => call("GET", path),
    put: (path: string, body: unknown) => call("PUT", path, body),
    system: { api: endpoints.api },
  };
  const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_970 });
  const visitor = visitorOf(app as never);
  await visitor.signIn();
  expect((await addServer(discord, visitor)).text).toContain("All that is needed");
  expect((await addRule(visitor)).text).toContain("Saved.");
  const ada = await link(discord, app as never, visitor);
  expect((await ada.command("link")).content).toContain("already linked");

  const [, dsn = ""] = /DSN +(\S+)/.exec(program.printed()) ?? [];
  const { username, pathname } = new URL(dsn);
  const envelope = { method: "POST", body: envelopeOf({ message: "the first one" }) };
  expect((await fetch(`${endpoints.api}/api${pathname}/envelope/?sentry_key=${username}`, envelope)).status).toBe(200);
  const posted = () => discord.state.messages.filter((it) => it.channelId === CHANNEL);
  await vi.waitUntil(() => posted().length === 1, { timeout: 60_000 });
  const [message] = posted();
  const [issue] = (await app.get("/api/0/organizations/acme/issues/")).body;
  const ticket = await lockstep.link(issue.id);

  const dialog = await ada.press(controlOf(message!.components, "Assign..."));
  expect((await ada.press(controlOf(dialog.components, 5), [ADA.id])).content).toContain("belongs to Ada");
  await vi.waitUntil(() => jira.tickets.find(ticket.id)?.assignee === "admin", { timeout: 60_000 });
  jira.tickets.edit(ticket.id, { statusId: "5" }, "bob");
  const shown = () => message!.embeds[0]!.fields!.slice(0, 2).map((it) => it.value);
  await vi.waitUntil(() => shown().join() === "Resolved,Ada", { timeout: 60_000 });
  await vi.waitUntil(() => discord.state.messages.some((it) => it.content.startsWith("Resolved in Jira")), { timeout: 60_000 });
  const lines = discord.state.messages.filter((it) => it.channelId === message!.id).map((it) => it.content);
  expect(lines).toEqual(["Assigned to Ada by Ada in Discord", "Resolved in Jira Server"]);
  expect(discord.violations).toEqual([]);
});
