import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Integration } from "../../../core/trackers/integration.ts";
import { dynamo, tables, unguarded } from "../../../functions/adapters/dynamo/client.ts";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { STORE_FORMAT } from "../../../functions/adapters/dynamo/store-format.ts";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { diagnose } from "../../../infra/ops/doctor/diagnose.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { linkResources } from "../../support/linked.ts";
import { sendRaw } from "../../support/store.ts";

let app: App;
let jira: Awaited<ReturnType<typeof startJira>>;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
let stub: Server;
let answer: { status: number; date: Date };
let stubUrl: string;
type Resources = Record<string, Record<string, unknown>>;
let resources: Resources;
const ID = 4_000_000_000_000_950;

beforeAll(async () => {
  app = await startApp({ own: true });
  resources = JSON.parse(app.system.resources);
  jira = await startJira();
  lockstep = await connectBothWays(app, jira, { id: ID });
  jira.webhooks.set("7", { name: "Lockstep" });
  await change({ webhookId: "7" });
  stub = createServer((_, response) => {
    response.sendDate = false;
    response.writeHead(answer.status, { date: answer.date.toUTCString(), "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => stub.listen(0, "127.0.0.1", resolve));
  stubUrl = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answer = { status: 200, date: new Date() };
});
afterEach(() => {
  linkResources(resources);
  jira.faults.clear();
});
afterAll(async () => {
  stub.close();
  await jira.stop();
  await app.stop();
});

const set = (changes: Resources) =>
  linkResources(Object.fromEntries(Object.entries(resources).map(([name, it]) => [name, { ...it, ...changes[name] }])));
type Operated = { name: string; url: string; deadLetterUrl: string };
const withQueues = (change: (all: Operated[]) => Operated[]) => set({ Queues: { all: change(resources.Queues!.all as Operated[]) } });
const without = (name: string) => linkResources(Object.fromEntries(Object.entries(resources).filter(([it]) => it !== name)));
const found = async () =>
  (await diagnose({ isStage: false, declared: app.system.topology })).filter((it) => it.state === "ill" || it.state === "look");
const change = async (to: Partial<Integration>) => {
  const known = await integrations.find("jira_server", lockstep.externalId);
  await integrations.put({ ...known!, ...to });
};
const ended = (credentialsEnd: number) => change({ credentialsEnd });
const DAY = 86_400_000;

test("nothing is ill in a system that is well, and what is not here is said to be", async () => {
  expect(await found()).toEqual([]);
  const about = (await diagnose({ isStage: false, declared: app.system.topology })).map(({ about, state }) => `${about}: ${state}`);
  expect(about).toEqual(expect.arrayContaining(["alarms: elsewhere", "Discord: elsewhere", "webhooks: elsewhere", "trackers: well"]));
});

const SECRET = {
  DiscordApplicationId: { value: "123456789012345678" },
  DiscordBotToken: { value: "x".repeat(60) },
  DiscordPublicKey: { value: "a".repeat(64) },
};
const stubbed = (as: Partial<typeof answer>, changes: Resources) => {
  Object.assign(answer, as);
  set(changes);
};
const FAULTS: [string, () => unknown, RegExp][] = [
  [
    "a secret is missing",
    () => without("DiscordClientSecret"),
    /secrets: The secret DiscordClientSecret is missing\. .*sst secret set DiscordClientSecret/,
  ],
  ["a secret is malformed", () => set({ Redis: { token: "short" } }), /secrets: The secret RedisToken has to be the REST token/],
  ["another sealing key is set", () => set({ SealKey: { value: "n".repeat(40) } }), /sealing key: .*another key than SealKey.*keys rotate/],
  ["Redis is away", () => set({ Redis: { url: "http://127.0.0.1:1" } }), /Redis: It does not answer/],
  ["the address is away", () => set({ Settings: { publicUrl: "http://127.0.0.1:1" } }), /address: http:\/\/127\.0\.0\.1:1 does not answer/],
  ["something else answers there", () => stubbed({ status: 502 }, { Settings: { publicUrl: stubUrl } }), /address: .* answers 502/],
  [
    "a clock is wrong",
    () => stubbed({ date: new Date(Date.now() + 600_000) }, { Settings: { publicUrl: stubUrl } }),
    /clock: This machine's clock is (599|600|601) seconds behind/,
  ],
  [
    "a receiver is away",
    () => set({ JiraServerWebhook: { url: "http://127.0.0.1:1/" } }),
    /webhooks: What Jira Server calls does not answer/,
  ],
  [
    "a queue is gone",
    () => withQueues((all) => [...all, { name: "Lost", url: `${app.system.sqs}/0/Lost`, deadLetterUrl: `${app.system.sqs}/0/LostToo` }]),
    /queues: The queue Lost is not there/,
  ],
  [
    "a queue was declared since",
    () => withQueues((all) => all.filter((it) => it.name !== "Analytics")),
    /queues: The queue AnalyticsQueue is not part of what is deployed/,
  ],
  ["Jira does not take our token", () => jira.tokens.set(lockstep.token, "nobody"), /trackers: 127\.0\.0\.1:\d+: /],
  ["Jira has no webhook of ours", () => jira.webhooks.clear(), /trackers: .* has no webhook of ours/],
  ["credentials end soon", () => ended(Date.now() + 3.5 * DAY), /trackers: The credentials for .* end in 3 days/],
  ["credentials have ended", () => ended(Date.now() - 1), /trackers: The credentials for .* have ended/],
  [
    "Discord does not take the token",
    () => stubbed({ status: 401 }, { ...SECRET, Settings: { discordApi: stubUrl } }),
    /Discord: Discord does not take DiscordBotToken/,
  ],
  [
    "the application is another",
    () => stubbed({}, { ...SECRET, Settings: { discordApi: stubUrl } }),
    /Discord: DiscordBotToken is of another application/,
  ],
];

test.each(FAULTS)("%s: named, with what to do, and nothing else is ill", async (_, plant, words) => {
  const [users, hooks] = [new Map(jira.tokens), new Map(jira.webhooks)];
  await plant();
  const all = await found();
  expect(all.map((it) => `${it.about}: ${it.what} ${it.todo}`)).toEqual([expect.stringMatching(words)]);
  for (const [key, value] of users) jira.tokens.set(key, value);
  for (const [key, value] of hooks) jira.webhooks.set(key, value);
  await ended(Date.now() + 100 * DAY);
});

test("what is not allowed is named, without a word of what was asked", async () => {
  const denied = () => async () =>
    Promise.reject(Object.assign(new Error("arn:secret is not authorized"), { name: "AccessDeniedException" }));
  const stacks = [dynamo, tables, unguarded].map((it) => it.middlewareStack as typeof tables.middlewareStack);
  for (const it of stacks) it.add(denied as never, { step: "initialize", name: "denied", priority: "high" });
  const all = await found();
  for (const it of stacks) it.remove("denied");
  expect(all.map((it) => it.about)).toEqual(["permissions", "permissions"]);
  expect(JSON.stringify(all)).toContain("AWS does not let these credentials look at the table (AccessDeniedException).");
  expect(JSON.stringify(all)).not.toContain("arn:secret");
});

test("what was given up, and a table of another format", async () => {
  await sendRaw("Analytics", "{");
  await app.idle();
  expect(await found()).toMatchObject([{ about: "queues", what: "1 message was given up in Analytics." }]);
  const client = new DynamoDBClient({});
  const put = (format: number) =>
    client.send(
      new PutItemCommand({
        TableName: "Data",
        Item: { pk: { S: keys.format().pk }, sk: { S: keys.format().sk }, format: { N: String(format) } },
      }),
    );
  await put(STORE_FORMAT + 1);
  expect((await found()).map((it) => it.about)).toContain("table");
  await put(STORE_FORMAT);
  client.destroy();
});
