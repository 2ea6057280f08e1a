import { beforeEach, describe, expect, test } from "vitest";
import { sealCloudCredentials } from "../../core/jira-cloud/credentials.ts";
import { oauthExternalId } from "../../core/jira-cloud/oauth/credentials.ts";
import { keepAllWebhooks } from "../../core/jira-cloud/oauth/keep-all-webhooks.ts";
import { filterOf, keepWebhook } from "../../core/jira-cloud/oauth/keep-webhook.ts";
import { JiraFailure } from "../../core/jira-server/failure.ts";
import { dynamicWebhooks } from "../../functions/adapters/jira-cloud/dynamic-webhooks.ts";
import { dynamicWebhooks as counterpart } from "../support/atlassian/dynamic-webhooks.ts";
import { anIntegration, fakeIntegrations } from "../support/fake-integrations.ts";
import { fakeLog, plainSeal as seal } from "../support/fakes.ts";

const DAY = 86_400_000;
const HOST = "acme.atlassian.example";
const PLACE = { url: "https://hooks.example.com/extensions/jira/oauth/issue-updated/app/", host: HOST };
const grant = { clientId: "app", access: "", accessEnds: 0, refresh: "", used: new Set<string>(), revoked: false };

let time = 0;
let jira: ReturnType<typeof counterpart>;
let projects: { id: string; key: string }[] = [];
beforeEach(() => {
  time = 0;
  jira = counterpart(() => time);
  projects = [
    { id: "10000", key: "APP" },
    { id: "10001", key: "OPS" },
  ];
});

type Call = { method: string; path: string; query?: Record<string, string>; json?: unknown };
/** The counterpart's routes, without a network between. */
async function ask({ method, path, query = {}, json = null }: Call): Promise<unknown> {
  const url = new URL(path, `https://${HOST}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const reply = jira.answer({ method, url, headers: {}, body: JSON.stringify(json) }, grant) ?? { json: page(url) };
  if ((reply.status ?? 200) >= 400) throw new JiraFailure("rejected", { host: HOST, details: JSON.stringify(reply.json) });
  return reply.json;
}
const hooks = dynamicWebhooks({ read: async (call, schema) => schema.parse(await ask(call)), send: ask }, HOST);

const page = ({ searchParams }: URL) => {
  const [startAt, most] = [Number(searchParams.get("startAt")), Number(searchParams.get("maxResults"))];
  return { values: projects.slice(startAt, startAt + most), isLast: startAt + most >= projects.length };
};
const living = () => jira.living("app").map(([id, it]) => ({ id: String(id), filter: it.jqlFilter, days: (it.expires - time) / DAY }));

describe("the webhook of an app", () => {
  test("is registered for every project there is, by ids", async () => {
    const id = await keepWebhook(hooks, PLACE);
    expect(living()).toEqual([{ id, filter: "project in (10000,10001)", days: 30 }]);
    expect([...jira.registered.values()]).toMatchObject([{ url: PLACE.url, events: ["jira:issue_updated", "jira:issue_deleted"] }]);
  });

  test("kept every day it is there after a year, the same one", async () => {
    const id = await keepWebhook(hooks, PLACE);
    for (let day = 0; day < 365; day++) {
      time += DAY;
      expect(await keepWebhook(hooks, PLACE)).toBe(id);
    }
    expect(living()).toHaveLength(1);
  });

  test("not kept for 29 days it is prolonged, for 31 days it is made anew", async () => {
    const id = await keepWebhook(hooks, PLACE);
    time += 29 * DAY;
    expect(await keepWebhook(hooks, PLACE)).toBe(id);
    time += 31 * DAY;
    expect(living()).toEqual([]);
    const next = await keepWebhook(hooks, PLACE);
    expect(next).not.toBe(id);
    expect(living()).toEqual([{ id: next, filter: "project in (10000,10001)", days: 30 }]);
  });

  test("that Jira does not prolong is made anew", async () => {
    const id = await keepWebhook(hooks, PLACE);
    const anew = await keepWebhook({ ...hooks, refresh: async () => false }, PLACE);
    expect([anew === id, living().map((it) => it.id)]).toEqual([false, [anew]]);
  });

  test("is another one where projects came or went, and the former goes", async () => {
    const id = await keepWebhook(hooks, PLACE);
    projects.push({ id: "9000", key: "NEW" });
    const next = await keepWebhook(hooks, PLACE);
    expect(living()).toEqual([{ id: next, filter: "project in (9000,10000,10001)", days: 30 }]);
    expect(next).not.toBe(id);
  });

  test("finds room where there are as many as Jira lets an app have, and leaves one", async () => {
    for (const it of ["1", "2", "3", "4", "5"])
      await hooks.register({ url: PLACE.url, events: ["jira:issue_created"], jqlFilter: `project = ${it}` });
    expect(living()).toHaveLength(5);
    const id = await keepWebhook(hooks, PLACE);
    expect(living().map((it) => it.id)).toEqual([id]);
  });

  test("an app at another address is refused in Jira's words", async () => {
    await keepWebhook(hooks, PLACE);
    projects.push({ id: "9000", key: "NEW" });
    const moved = keepWebhook(hooks, { ...PLACE, url: "https://elsewhere.example.com/" });
    await expect(moved).rejects.toMatchObject({ kind: "rejected", details: expect.stringContaining("single URL") });
  });

  test("where nobody can see a project there is nothing to be told of", async () => {
    projects = [];
    await expect(keepWebhook(hooks, PLACE)).rejects.toMatchObject({ kind: "forbidden" });
    expect(living()).toEqual([]);
  });

  test("of many projects all pages are read, and a filter names 500", async () => {
    projects = Array.from({ length: 620 }, (_, at) => ({ id: String(20_000 - at), key: `P${at}` }));
    await keepWebhook(hooks, PLACE);
    const named = living()[0]?.filter.match(/\d+/g);
    expect(named).toHaveLength(500);
    expect(named?.[0]).toBe("19381");
  });

  test("what is no id never comes into a filter", () => expect(filterOf([{ id: "1) or (1=1" }, { id: "7" }])).toBe("project in (7)"));
});

test("each day the webhook of each Jira is kept, noted where it is another one; one that fails keeps no other from its own", async () => {
  const connected = ["fails", "works"].map((clientId, n) => {
    const credentials = { kind: "oauth" as const, clientId, clientSecret: "", cloudId: "", accessToken: "", refreshToken: "", endsAt: 0 };
    const sealedCredentials = sealCloudCredentials({ seal }, n, credentials);
    return anIntegration({ id: n, provider: "jira", externalId: oauthExternalId(clientId), sealedCredentials, webhookId: "of before" });
  });
  const noted: string[] = [];
  const ports = {
    ...{ seal, log: fakeLog(), integrations: fakeIntegrations(connected).port },
    watched: { list: async () => connected as never },
    oauthTurns: { noteWebhook: async (_: unknown, id: string) => void noted.push(id) },
    oauthSiteOf: (_: unknown, { clientId }: { clientId: string }) => ({
      account: async () => "",
      webhooks: clientId === "works" ? hooks : { ...hooks, list: () => Promise.reject(new JiraFailure("unavailable", { host: HOST })) },
    }),
  };
  expect(await keepAllWebhooks(ports, { webhookUrl: () => PLACE.url })).toBe(1);
  expect(noted).toEqual(living().map((it) => it.id));
});
