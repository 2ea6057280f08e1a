import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { advanceClock } from "./clock.ts";
import { startCloudWatch } from "./cloudwatch.ts";
import { startDynamoDb } from "./dynamodb/server.ts";
import { flowsOf } from "./flow-lines.ts";
import { type Around, httpApi } from "./http.ts";
import { type Idle, idleOf } from "./idle.ts";
import { createInvoker, type Invoke } from "./invoke.ts";
import { listenOnLoopback } from "./loopback.ts";
import { ownRoutes } from "./own-routes.ts";
import { type Source, startQueueSource } from "./queue-source.ts";
import { startRedis } from "./redis/server.ts";
import { createQueues, createTable, physicalName } from "./resources.ts";
import { type Addresses, useServices } from "./running.ts";
import { startSchedule } from "./schedule-source.ts";
import { startSqs } from "./sqs/server.ts";
import { resourcesJson, synthesize } from "./sst.ts";
import { type StreamSource, startStreamSource } from "./stream-source.ts";
import type { Route, Topology } from "./topology.ts";

export type Options = {
  port: number;
  /** Folder for state; `:memory:` keeps none. */
  data: string;
  /** Bearer token of the demo organization's owner. */
  token: string;
  publicUrl?: string | undefined;
  allowPrivateHosts?: boolean;
  /** Where Atlassian is, where that is not where everybody's is; and whether the Connect app may read addresses. */
  atlassian?: {
    connectKeysUrl?: string | undefined;
    jiraEmailScope?: string | undefined;
    atlassianAuthUrl?: string;
    atlassianApiUrl?: string;
  };
  /** Which of the 4,096 regions new ids carry. */
  idRegion?: number;
  /** Another Discord than the one there is. */
  discordApi?: string | undefined;
  /** Values of secrets by name; a working demo value is made up for the others. */
  secrets?: Record<string, string>;
  /** What is answered on this machine beside what infra/ declares, and what stands around every function. */
  beside?: ({ routes: readonly Route[] } & Around) | undefined;
  /** How every function is invoked, by whatever starts it. */
  invoking?: ((invoke: Invoke) => Invoke) | undefined;
};

export type System = Addresses & {
  resources: string;
  topology: Topology;
  dsn: string;
  /** Signs a browser in, once, as the demo organization's owner. */
  signInPath: string;
  idle: Idle;
  advanceClock(seconds: number): void;
  stop(): Promise<void>;
};

/** How long requests that are under way may take to finish when the system stops. */
const IN_FLIGHT_MS = 2000;

// Handlers stay loaded with what they were linked to at first: a later start in the same process has to be found at the same places.
const kept = { dynamodb: 0, sqs: 0, redis: 0, api: 0, redisToken: randomBytes(16).toString("hex") };

/** The whole system in this process: what infra/ declares, on the embedded services, driven as AWS would drive it. */
export async function startSystem(options: Options): Promise<System> {
  const topology = await synthesize();
  const [table] = topology.tables;
  if (!table) throw new Error("infra/ declares no table");
  const { dynamodb, sqs, redis, cloudWatch } = await startServices(options.data);
  const client = new SQSClient({ endpoint: sqs.url, maxAttempts: 1 });
  await Promise.all([createTable(table, dynamodb.url), createQueues(topology, client)]);

  const invoker = createInvoker();
  const invoke = options.invoking?.(invoker.invoke) ?? invoker.invoke;
  const sources: Source[] = [];
  const streams: StreamSource[] = [];
  const idle = idleOf({ queues: topology.queues, sqs, invoker, sources, streams });
  let ready = false;
  const own = ownRoutes({ ready: () => ready, idle, advanceClock, flows: flowsOf(topology) });
  const { beside } = options;
  const exposed = { ...topology, routes: [...topology.routes, ...(beside?.routes ?? [])] };
  const server = await listenOnLoopback(httpApi(exposed, invoke, own, beside), options.port || kept.api);
  kept.api = portOf(server.url);

  const queues = Object.fromEntries(topology.queues.map((it) => [it.name, sqs.queueUrl(physicalName(it))]));
  const secrets: Record<string, string> = {
    RedisUrl: redis.url,
    RedisToken: redis.token,
    SealKey: "demo-seal-key-for-one-machine-only",
    ...options.secrets,
  };
  const resources = resourcesJson(topology, {
    queueUrl: (name) => queues[name] ?? "",
    tableName: (name) => name,
    secret: (name) => secrets[name] ?? topology.secrets.find((it) => it.name === name)?.value ?? "",
    apiUrl: server.url,
    settings: {
      publicUrl: options.publicUrl ?? server.url,
      allowPrivateHosts: options.allowPrivateHosts ? "1" : "0",
      regionId: String(options.idRegion ?? 0),
      cloudWatchUrl: cloudWatch.url,
      ...Object.fromEntries(Object.entries(options.atlassian ?? {}).filter(([, value]) => value !== undefined)),
      ...(options.discordApi && { discordApi: options.discordApi }),
    },
  });
  process.env.SST_RESOURCES_JSON = resources;

  // The adapters read the environment when they are first used, so the seed comes after it.
  const { seed } = await import("./seed.ts");
  const { dsn, signInPath } = await seed({ token: options.token });
  for (const queue of topology.queues) {
    const { name, worker } = queue;
    if (worker) sources.push(startQueueSource({ sqs: client, queue, worker, url: queues[name] ?? "", invoke }));
  }
  for (const schedule of topology.schedules) sources.push(startSchedule(schedule, invoke));
  for (const subscriber of table.subscribers) {
    const QueueUrl = queues[subscriber.onFailure ?? ""];
    const park = async (body: object) => {
      if (QueueUrl) await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
    };
    streams.push(startStreamSource({ feed: dynamodb.feed, table: table.name, subscriber, invoke, park }));
  }
  ready = true;

  return {
    api: server.url,
    dynamodb: dynamodb.url,
    sqs: sqs.url,
    redis: { url: redis.url, token: redis.token },
    table: table.name,
    queues,
    resources,
    topology,
    dsn,
    signInPath,
    idle,
    advanceClock,
    async stop() {
      ready = false;
      await server.close(IN_FLIGHT_MS);
      await Promise.all([...sources, ...streams].map((it) => it.stop()));
      client.destroy();
      await Promise.all([dynamodb.close(), sqs.close(), redis.close(), cloudWatch.close()]);
    },
  };
}

/** The embedded services, where the SDKs of this process find them. */
async function startServices(data: string) {
  const folder = (name: string) => (data === ":memory:" ? {} : { path: join(data, name) });
  const [dynamodb, sqs, redis] = await Promise.all([
    startDynamoDb({ ...folder("dynamodb"), port: kept.dynamodb }),
    startSqs({ ...folder("sqs"), port: kept.sqs }),
    startRedis({ token: kept.redisToken, port: kept.redis }),
  ]);
  Object.assign(kept, { dynamodb: portOf(dynamodb.url), sqs: portOf(sqs.url), redis: portOf(redis.url) });
  const cloudWatch = await startCloudWatch(sqs.oldest, Date.now);
  useServices({ dynamodb: dynamodb.url, sqs: sqs.url });
  return { dynamodb, sqs, redis, cloudWatch };
}

const portOf = (url: string): number => Number(new URL(url).port);
