import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { advanceClock } from "./clock.ts";
import { startDynamoDb } from "./dynamodb/server.ts";
import { httpApi } from "./http.ts";
import { createInvoker } from "./invoke.ts";
import { listenOnLoopback } from "./loopback.ts";
import { ownRoutes } from "./own-routes.ts";
import { startQueueSource } from "./queue-source.ts";
import { startRedis } from "./redis/server.ts";
import { createQueues, createTable, physicalName } from "./resources.ts";
import { startSqs } from "./sqs/server.ts";
import { resourcesJson, synthesize } from "./sst.ts";
import { startStreamSource } from "./stream-source.ts";
import type { Queue, Topology } from "./topology.ts";

export type Options = {
  port: number;
  /** Folder for state; `:memory:` keeps none. */
  data: string;
  /** Bearer token of the demo organization's owner. */
  token: string;
  publicUrl?: string | undefined;
  allowPrivateHosts?: boolean;
  /** Values of secrets by name; a working demo value is made up for the others. */
  secrets?: Record<string, string>;
};

export type Counts = { handlers: number; stream: number; queues: Record<string, number> };

export type System = {
  api: string;
  dynamodb: string;
  sqs: string;
  redis: { url: string; token: string };
  table: string;
  queues: Record<string, string>;
  resources: string;
  topology: Topology;
  dsn: string;
  idle(timeoutSeconds: number): Promise<{ idle: boolean; counts: Counts }>;
  advanceClock(seconds: number): void;
  stop(): Promise<void>;
};

/** How long requests that are under way may take to finish when the system stops. */
const IN_FLIGHT_MS = 2000;

/** The whole system in this process: what infra/ declares, on the embedded services, driven as AWS would drive it. */
export async function startSystem(options: Options): Promise<System> {
  const topology = await synthesize();
  const [table] = topology.tables;
  if (!table) throw new Error("infra/ declares no table");
  const folder = options.data === ":memory:" ? {} : { path: join(options.data, "sqs") };
  const [dynamodb, sqs, redis] = await Promise.all([
    startDynamoDb(options.data === ":memory:" ? {} : { path: join(options.data, "dynamodb") }),
    startSqs(folder),
    startRedis({ token: randomBytes(16).toString("hex") }),
  ]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  const client = new SQSClient({ endpoint: sqs.url, maxAttempts: 1 });
  await Promise.all([createTable(table, dynamodb.url), createQueues(topology, client)]);

  const invoker = createInvoker();
  const sources: { stop(): Promise<void>; busy(): number }[] = [];
  const streams: { caughtUp(): Promise<boolean> }[] = [];
  let ready = false;
  const own = ownRoutes({ ready: () => ready, idle, advanceClock });
  const server = await listenOnLoopback(httpApi(topology.routes, invoker.invoke, own), options.port);
  const queueUrls = Object.fromEntries(topology.queues.map((it) => [it.name, sqs.queueUrl(physicalName(it))]));
  const publicUrl = options.publicUrl ?? server.url;
  const secrets: Record<string, string> = {
    RedisUrl: redis.url,
    RedisToken: redis.token,
    SealKey: "demo-seal-key-for-one-machine",
    ...options.secrets,
  };
  process.env.SST_RESOURCES_JSON = resourcesJson(topology, {
    queueUrl: (name) => queueUrls[name] ?? "",
    tableName: (name) => name,
    secret: (name) => secrets[name] ?? topology.secrets.find((it) => it.name === name)?.value ?? "",
    apiUrl: server.url,
    settings: { publicUrl, allowPrivateHosts: options.allowPrivateHosts ? "1" : "0" },
  });

  // The adapters read the environment above when they are first used, so the seed comes after it.
  const { seed } = await import("./seed.ts");
  const { dsn } = await seed({ token: options.token });
  for (const queue of topology.queues)
    if (queue.worker) sources.push(startQueueSource(client, queue, queueUrls[queue.name] ?? "", invoker.invoke));
  for (const subscriber of table.subscribers) {
    const park = async (body: object) => {
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrls[subscriber.onFailure ?? ""] ?? "", MessageBody: JSON.stringify(body) }),
      );
    };
    const source = startStreamSource({ feed: dynamodb.feed, table: table.name, subscriber, invoke: invoker.invoke, park });
    sources.push(source);
    streams.push(source);
  }
  ready = true;

  async function counts(): Promise<Counts> {
    const waiting = await sqs.counts();
    const worked = topology.queues.filter((it) => it.worker);
    const behind = await Promise.all(streams.map((it) => it.caughtUp()));
    return {
      handlers: invoker.inFlight() + sources.reduce((sum, it) => sum + it.busy(), 0),
      stream: behind.filter((it) => !it).length,
      queues: Object.fromEntries(worked.map((it: Queue) => [it.name, total(waiting[physicalName(it)])])),
    };
  }

  /** Nothing waits and nothing runs, twice in a row: a handler may have just finished what makes the next one start. */
  async function idle(timeoutSeconds: number): Promise<{ idle: boolean; counts: Counts }> {
    const deadline = performance.now() + timeoutSeconds * 1000;
    for (let quiet = 0; ; ) {
      const now = await counts();
      quiet = now.handlers === 0 && now.stream === 0 && Object.values(now.queues).every((it) => it === 0) ? quiet + 1 : 0;
      if (quiet === 2) return { idle: true, counts: now };
      if (performance.now() > deadline) return { idle: false, counts: now };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  return {
    api: server.url,
    dynamodb: dynamodb.url,
    sqs: sqs.url,
    redis: { url: redis.url, token: redis.token },
    table: table.name,
    queues: queueUrls,
    resources: process.env.SST_RESOURCES_JSON,
    topology,
    dsn,
    idle,
    advanceClock,
    async stop() {
      ready = false;
      const deadline = performance.now() + IN_FLIGHT_MS;
      while (invoker.inFlight() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.close();
      await Promise.all(sources.map((it) => it.stop()));
      client.destroy();
      await Promise.all([dynamodb.close(), sqs.close(), redis.close()]);
    },
  };
}

const total = (counts: { visible: number; inFlight: number; delayed: number } | undefined): number =>
  counts ? counts.visible + counts.inFlight + counts.delayed : 0;
