import { SQSClient } from "@aws-sdk/client-sqs";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { SYNC_OFF } from "../../core/trackers/integration.ts";
import { type Around, httpApi } from "../../infra/local/http.ts";
import { createInvoker, type Invoke } from "../../infra/local/invoke.ts";
import { listenOnLoopback } from "../../infra/local/loopback.ts";
import { createQueues, createTable, physicalName } from "../../infra/local/resources.ts";
import { useServices } from "../../infra/local/running.ts";
import { resourcesJson, synthesize } from "../../infra/local/sst.ts";
import type { Fn, Route } from "../../infra/local/topology.ts";
import { SECRET, webhookToken } from "../support/jira-server.ts";
import { ticketIdOf } from "../support/jira-webhooks.ts";
import { answerOf, child, REDIS_TOKEN } from "./measure.ts";
import { clientOf } from "./services-client.ts";

export const ORGANIZATION = 4_512_461_143_146_497;
export const TOKEN = "bench";
export const INTEGRATION = 4_000_000_000_000_100;
const EXTERNAL_ID = "bench.example.com:lockstep";

export type World = Awaited<ReturnType<typeof startWorld>>;

type Options = {
  /** Of a stage, beside those that every one needs. */
  secrets?: Record<string, string>;
  settings?: Record<string, string>;
  /** What is answered on this machine beside what infra/ declares. */
  beside?: { routes: readonly Route[] } & Around;
};

/** The handlers behind the HTTP driver in this process, a no-op beside them; the emulators elsewhere. */
export async function startWorld({ secrets: more = {}, settings = {}, beside }: Options = {}) {
  const emulators = child("./services.ts");
  const { dynamodb, sqs, redis } = await answerOf<{ dynamodb: string; sqs: string; redis: string }>(emulators);
  const services = clientOf(emulators);
  const topology = await synthesize();
  const [table] = topology.tables;
  if (!table) throw new Error("no table");
  useServices({ dynamodb, sqs });
  await createTable(table, dynamodb);
  await createQueues(topology, new SQSClient({ endpoint: sqs }));
  const own = createInvoker();
  let invocations = 0;
  const invoke: Invoke = (fn, event) => {
    invocations += 1;
    return own.invoke(fn, event);
  };
  const invoker = { ...own, invoke };
  const noop: Fn = {
    name: "Noop",
    handler: "tests/bench/noop.handler",
    links: [],
    timeoutSeconds: 10,
    memoryMb: 512,
    url: false,
    environment: {},
  };
  const noops = ["GET", "POST"].map((method): Route => ({ method, path: "/noop", fn: noop, step: "noop" }));
  const routes = [...topology.routes, ...noops, ...(beside?.routes ?? [])];
  const server = await listenOnLoopback(httpApi({ ...topology, routes }, invoke, () => null, beside));
  const queueUrls = Object.fromEntries(topology.queues.map((it) => [it.name, `${sqs}/000000000000/${physicalName(it)}`]));
  const secrets: Record<string, string> = { RedisUrl: redis, RedisToken: REDIS_TOKEN, SealKey: "bench".repeat(8), ...more };
  process.env.SST_RESOURCES_JSON = resourcesJson(topology, {
    queueUrl: (name) => queueUrls[name] ?? "",
    tableName: (name) => name,
    secret: (name) => secrets[name] ?? topology.secrets.find((it) => it.name === name)?.value ?? "",
    apiUrl: server.url,
    settings: { publicUrl: server.url, allowPrivateHosts: "1", regionId: "0", ...settings },
  });
  const { seed } = await import("../../infra/local/seed.ts");
  await seed({ token: TOKEN });
  await connect();
  return {
    ...{ invoker, invoke, topology, sqs, queueUrls, services, redis },
    /** How often a function was. */
    invoked: () => invocations,
    url: server.url,
    webhook: `${server.url}/extensions/jira-server/issue-updated/${webhookToken(EXTERNAL_ID)}/`,
    stop: async () => {
      await server.close();
      emulators.disconnect();
    },
  };
}

async function connect(): Promise<void> {
  const { integrations } = await import("../../functions/adapters/dynamo/integrations.ts");
  const { seal } = await import("../../functions/adapters/seal.ts");
  const { watched } = await import("../../functions/adapters/dynamo/watched.ts");
  await integrations.put({
    id: INTEGRATION,
    provider: "jira_server",
    externalId: EXTERNAL_ID,
    name: "Bench",
    status: "active",
    baseUrl: "https://bench.example.com",
    verifySsl: true,
    ourAccount: "lockstep",
    sealedCredentials: null,
    webhookId: null,
    sealedWebhookSecret: seal.close(SECRET, secretContext("jira_server", EXTERNAL_ID)),
    installations: [{ organizationId: ORGANIZATION, status: "active", config: { ...SYNC_OFF, sync_reverse_assignment: true } }],
  });
  await watched.record({ provider: "jira_server", externalId: EXTERNAL_ID }, { clock: { low: -500, high: 500, at: Date.now() } });
}

/** An unassigned group of the demo project `web`, linked to a ticket. */
export async function linkedGroup(serial: number): Promise<string> {
  const { dynamo, tableName } = await import("../../functions/adapters/dynamo/client.ts");
  const { groupItem, stateItem } = await import("../../functions/adapters/dynamo/group-items.ts");
  const { PutCommand } = await import("../../functions/adapters/dynamo/commands.ts");
  const { aGroup } = await import("../support/fakes.ts");
  const projectId = ORGANIZATION + 30;
  const { group, state } = aGroup(5_000_000 + serial, { organizationId: ORGANIZATION, projectId, shortId: `BENCH-${serial}` });
  for (const Item of [groupItem(group), stateItem(group, state)]) await dynamo.send(new PutCommand({ TableName: tableName(), Item }));
  const key = `BENCH-${serial}`;
  const { linkByHand } = await import("../support/linked-by-hand.ts");
  const place = { organizationId: ORGANIZATION, projectId, groupId: group.id, integrationId: INTEGRATION, ticketId: ticketIdOf(key) };
  await linkByHand({ ...place, key, externalId: EXTERNAL_ID, hint: state });
  return key;
}

/** The message that the receiver makes of an assignment of that ticket. */
export const changeMessage = (ticket: string, serial: number) => ({
  ...{ v: 1, provider: "jira_server", externalId: EXTERNAL_ID, integrationId: INTEGRATION, ticketId: ticketIdOf(ticket), key: ticket },
  ...{ deliveryId: `bench-${serial}`, receivedAt: Date.now(), deleted: false },
  shows: { owner: { account: "ada", name: "Ada", email: "ada@example.com" }, status: { value: "open:1", name: "Open" } },
  change: {
    ...{ entry: `bench-${serial}`, at: Date.now(), updated: Date.now(), by: "somebody" },
    owner: { from: null, to: "ada" },
  },
});
