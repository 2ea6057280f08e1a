import { describe, expect, test } from "vitest";
import { buildIntegration, externalIdOf, proposedConfig } from "../../../core/jira-server/build-integration.ts";
import { type Pipeline, sealPipeline } from "../../../core/jira-server/pipeline.ts";
import type { JiraCredentials, JiraServer } from "../../../core/jira-server/ports.ts";
import { secretContext } from "../../../core/jira-server/webhook-token.ts";
import type { AnalyticsEvent } from "../../../core/messages.ts";
import { type Integration, SYNC_OFF } from "../../../core/trackers/integration.ts";
import { PROPOSED } from "../../../core/trackers/switches.ts";
import { jwt } from "../../../functions/adapters/jwt.ts";
import { fakeIntegrations } from "../../support/fake-integrations.ts";
import { fakePipelines } from "../../support/fake-pipelines.ts";
import { fakeLog, fakeSender, plainSeal } from "../../support/fakes.ts";

const CREDENTIALS: JiraCredentials = { kind: "oauth", consumerKey: "lockstep", privateKey: "pem", token: "t", tokenSecret: "s" };
const PUBLIC_URL = "https://lockstep.example.com";

const approved = (over: Partial<Pipeline> = {}): Pipeline =>
  sealPipeline(
    { seal: plainSeal },
    {
      id: "p1",
      organizationId: 11,
      userId: 7,
      browser: "one",
      site: { baseUrl: "https://jira.example.com:8443", verifySsl: false },
      consumerKey: "lockstep",
      requestToken: null,
      account: "Bot",
      accountKey: "JIRAUSER1",
      expiresAt: 2_000_000_000,
      ...over,
    },
    { credentials: CREDENTIALS },
  );

function setUp(known: Integration[] = [], jira: Partial<JiraServer> = {}) {
  const hooks = new Map<string, { name: string; url: string; events: readonly string[] }>();
  let serial = 100;
  const jiraServer = {
    createWebhook: async (_site, _credentials, webhook) => {
      hooks.set(String(++serial), webhook);
      return { id: String(serial) };
    },
    deleteWebhook: async (_site, _credentials, id) => void hooks.delete(id),
    ...jira,
  } as Partial<JiraServer> as JiraServer;
  const integrations = fakeIntegrations(known);
  const pipelines = fakePipelines();
  const analyticsEvents = fakeSender<AnalyticsEvent>();
  const log = fakeLog();
  let bytes = 0;
  const ports = {
    integrations: integrations.port,
    pipelines: pipelines.port,
    jiraServer,
    analyticsEvents,
    ids: { next: async () => 4100 },
    seal: plainSeal,
    random: (count: number) => new Uint8Array(count).fill(++bytes),
    now: () => 1000,
    log,
    jwt,
  };
  const build = (pipeline = approved(), overrides: Partial<typeof ports> = {}) =>
    buildIntegration({ ...ports, ...overrides }, pipeline, { config: PROPOSED, publicUrl: PUBLIC_URL });
  return { ports, build, hooks, integrations, pipelines, analyticsEvents, log };
}

describe("the external id (behaviour §1.7)", () => {
  test("is host, with its port and path, and consumer key", () => {
    expect(externalIdOf(approved())).toBe("jira.example.com:8443:lockstep");
    const [one, two, encrypted] = ["http://example.com/one", "http://example.com/two", "https://example.com/two"].map((baseUrl) =>
      externalIdOf(approved({ site: { baseUrl, verifySsl: true } })),
    );
    expect([one, two, encrypted]).toEqual(["example.com/one:lockstep", "example.com/two:lockstep", "example.com/two:lockstep"]);
  });

  test("is cut to 64 characters", () => {
    const site = { baseUrl: "https://jira.example.com", verifySsl: true };
    const consumerKey = "a-very-long-consumer-key-that-when-combined-with-host-would-overflow";
    expect(externalIdOf(approved({ site, consumerKey }))).toBe("jira.example.com:a-very-long-consumer-key-that-when-combined-wit");
  });

  test("of a token is the organization's own, however long the host", () => {
    const site = { baseUrl: `https://${"j".repeat(60)}.example.com`, verifySsl: true };
    const ids = [11, 12].map((organizationId) => externalIdOf(approved({ site, consumerKey: null, organizationId })));
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((it) => it.length === 64)).toBe(true);
  });
});

describe("build_integration (behaviour §1.7–1.9)", () => {
  test("creates the webhook, then stores the integration with its credentials sealed for it", async () => {
    const { build, hooks, integrations } = setUp();
    const integration = await build();
    expect(await integrations.port.find("jira_server", integration.externalId)).toEqual(integration);
    expect(integration).toMatchObject({
      id: 4100,
      name: "lockstep",
      status: "active",
      baseUrl: "https://jira.example.com:8443",
      verifySsl: false,
      ourAccount: "JIRAUSER1",
      webhookId: "101",
      installations: [{ organizationId: 11, status: "active", config: PROPOSED }],
    });
    expect(JSON.parse(plainSeal.open(integration.sealedCredentials ?? "", "credentials:4100"))).toEqual(CREDENTIALS);

    const webhook = hooks.get("101");
    expect(webhook).toMatchObject({ name: "Lockstep", events: ["jira:issue_created", "jira:issue_updated"] });
    const [, token = ""] =
      /^https:\/\/lockstep\.example\.com\/extensions\/jira-server\/issue-updated\/([^/]+)\/$/.exec(webhook?.url ?? "") ?? [];
    const secret = plainSeal.open(integration.sealedWebhookSecret ?? "", secretContext("jira_server", integration.externalId));
    expect(jwt.verify(token, secret)).toEqual({ id: integration.externalId });
  });

  test("a webhook that Jira refuses leaves nothing behind, and is logged", async () => {
    const { build, integrations, log } = setUp([], { createWebhook: () => Promise.reject(new Error("no permission")) });
    await expect(build()).rejects.toThrow("no permission");
    expect(integrations.rows.size).toBe(0);
    expect(log.lines).toContain("jira-server.webhook.failed");
  });

  test("what cannot be stored takes its webhook away again", async () => {
    const { ports, build, hooks } = setUp();
    const failing = { ...ports.integrations, install: () => Promise.reject(new Error("the database is unavailable")) };
    await expect(build(approved(), { integrations: failing })).rejects.toThrow("the database is unavailable");
    expect(hooks.size).toBe(0);
    const late = { ...ports.integrations, install: async () => false };
    await expect(build(approved(), { integrations: late })).rejects.toThrow("at the same moment");
    expect(hooks.size).toBe(0);
  });

  test("of two at the same moment both end with the integration that is there, and its webhook alone", async () => {
    const { ports, build, hooks } = setUp();
    const first = await build();
    const late = { ...ports.integrations, install: async () => false };
    expect(await build(approved({ id: "p2" }), { integrations: late })).toMatchObject({ id: first.id, webhookId: first.webhookId });
    expect([...hooks.keys()]).toEqual([first.webhookId]);
  });

  test("a webhook that got the number of the earlier one is not taken away", async () => {
    const deleted: string[] = [];
    const jira = {
      createWebhook: async () => ({ id: "1" }),
      deleteWebhook: async (_s: unknown, _c: unknown, id: string) => void deleted.push(id),
    };
    const { build } = setUp([], jira);
    await build();
    expect((await build(approved({ id: "p2" }))).webhookId).toBe("1");
    expect(deleted).toEqual([]);
  });

  test("what was stored though its answer was lost stands, with its webhook", async () => {
    const { ports, build, hooks, integrations } = setUp();
    const lost: typeof ports.integrations.install = async (...input) => {
      await ports.integrations.install(...input);
      throw new Error("the answer was lost");
    };
    const { webhookId } = await build(approved(), { integrations: { ...ports.integrations, install: lost } });
    expect([...hooks.keys()]).toEqual([webhookId]);
    expect(integrations.rows.size).toBe(1);
  });

  test("a second set-up replaces the first: one webhook, a new secret, active again, one installation", async () => {
    const { build, hooks, integrations, analyticsEvents } = setUp();
    const first = await build();
    await integrations.port.disable(first, { organizationId: 11, by: 7, at: 2 });
    const second = await build(approved({ id: "p2", userId: 8 }));
    expect(second.id).toBe(first.id);
    expect([...hooks.keys()]).toEqual(["102"]);
    expect(second.sealedWebhookSecret).not.toBe(first.sealedWebhookSecret);
    expect(await integrations.port.find("jira_server", first.externalId)).toMatchObject({
      status: "active",
      installations: [{ status: "active" }],
    });
    expect(integrations.audit.filter((it) => it.event === "INTEGRATION_ADD").map((it) => it.by)).toEqual([7, 8]);
    expect(analyticsEvents.sent.filter((it) => it.type === "integration.added")).toHaveLength(2);
  });

  test("an earlier webhook that cannot be taken away ends no set-up, and is logged", async () => {
    const known = { ...(await setUp().build()), webhookId: "7" };
    const { build, log } = setUp([known], { deleteWebhook: () => Promise.reject(new Error("away")) });
    expect(await build()).toMatchObject({ id: known.id, webhookId: "101" });
    expect(log.lines).toContain("jira-server.webhook.left-behind");
  });

  test("`integration.added` is for new ones only, and the set-up is over afterwards", async () => {
    const { ports, build, analyticsEvents, pipelines } = setUp();
    await ports.pipelines.put(approved());
    await build();
    await build(approved({ id: "p2" }));
    expect(analyticsEvents.sent.map((it) => it.type)).toEqual([
      "integrations.pipeline_step",
      "integration.added",
      "integrations.pipeline_step",
    ]);
    expect([...pipelines.rows.values()].map((it) => [it.id, it.integrationId, it.sealed])).toEqual([
      ["p1", 4100, ""],
      ["p2", 4100, ""],
    ]);
  });

  test("keys that are the same only because they were cut are refused before Jira is asked", async () => {
    const key = "k".repeat(80);
    const { build, hooks } = setUp();
    await build(approved({ consumerKey: `${key}1` }));
    await expect(build(approved({ id: "p2", consumerKey: `${key}2` }))).rejects.toThrow("begins with the same characters");
    expect(hooks.size).toBe(1);
  });

  test("what another organization has is not taken over", async () => {
    const { build, hooks } = setUp();
    await build();
    await expect(build(approved({ id: "p2", organizationId: 12 }))).rejects.toThrow("Another organization");
    expect(hooks.size).toBe(1);
  });

  test("a Jira that does not say the webhook's number is fine", async () => {
    const { build } = setUp([], { createWebhook: async () => ({ id: null }) });
    expect((await build()).webhookId).toBeNull();
  });

  test("proposes what the organization had before", async () => {
    const { ports, build } = setUp();
    expect(await proposedConfig(ports, approved())).toEqual(PROPOSED);
    const integration = await build();
    await ports.integrations.configure(integration, 11, { ...SYNC_OFF, sync_comments: true });
    expect(await proposedConfig(ports, approved())).toEqual({ ...SYNC_OFF, sync_comments: true });
  });

  test("is not for a set-up that Jira has not approved", async () => {
    const { build } = setUp();
    const begun = sealPipeline({ seal: plainSeal }, approved(), { privateKey: "pem", requestToken: { token: "t", tokenSecret: "s" } });
    await expect(build(begun)).rejects.toThrow("not approved");
  });
});
