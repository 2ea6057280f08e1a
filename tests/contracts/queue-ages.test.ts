import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { queueAges } from "../../functions/adapters/cloudwatch/queue-ages.ts";
import { startCloudWatch } from "../../infra/local/cloudwatch.ts";
import type { LoopbackServer } from "../../infra/local/loopback.ts";
import { type Sqs, startSqs } from "../../infra/local/sqs/server.ts";
import { linkResources } from "../support/linked.ts";
import { createQueue, receive, sqsClient } from "../support/sqs-queue.ts";

const MINUTE = 60_000;
/** Half a minute after a full one. */
const START = 1_790_000_000_000 - (1_790_000_000_000 % MINUTE) + MINUTE / 2;
let sqs: Sqs;
let cloudWatch: LoopbackServer;
let client: ReturnType<typeof sqsClient>;
let ask: (cloudWatchUrl: string) => void;
const urls: Record<string, string> = {};

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  sqs = await startSqs({});
  client = sqsClient(sqs.url);
  cloudWatch = await startCloudWatch(sqs.oldest, Date.now);
  for (const name of ["Old", "New", "Empty", "Poison"]) urls[name] = await createQueue(client, name);
  const all = [...Object.entries(urls), ["Reports", ""]].map(([name, url]) => ({ name, url, deadLetterUrl: "" }));
  ask = (cloudWatchUrl) => linkResources({ Queues: { all }, Settings: { cloudWatchUrl } });
  ask(cloudWatch.url);
  Object.assign(process.env, { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
});
afterAll(async () => {
  vi.useRealTimers();
  await Promise.all([sqs.close(), cloudWatch.close()]);
});

const send = (name: string) => client.send(new SendMessageCommand({ QueueUrl: urls[name], MessageBody: "{}" }));

test("says of each queue how long its oldest message waits, in one request; of one that is empty, or has only poison, nothing", async () => {
  for (const name of ["Old", "Poison"]) await send(name);
  for (let times = 0; times < 3; times++) await receive(client, urls.Poison!, { VisibilityTimeout: 0 });
  // Measured once a minute: nothing is known of a message that came since.
  expect(await queueAges.oldest(["Old", "Empty", "Poison"])).toEqual(new Map());
  vi.setSystemTime(START + 3 * MINUTE);
  const ages = await queueAges.oldest(["Old", "Empty", "Poison", "Reports"]);
  expect([...ages.keys()]).toEqual(["Old"]);
  expect(ages.get("Old")).toBe(150);
});

test("the CloudWatch of one machine refuses what it is not asked, and lives on", async () => {
  const authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0";
  for (const [headers, body, status] of [
    [{}, "{}", 403],
    [{ authorization }, "{", 400],
    [{ authorization }, "", 400],
    [{ authorization, "x-amz-target": "GraniteServiceVersion20100801.DescribeAlarms" }, "{}", 400],
  ] as const)
    expect((await fetch(cloudWatch.url, { method: "POST", headers, body })).status).toBe(status);
});

test("asks nobody where nothing waits", async () => {
  expect(await queueAges.oldest([])).toEqual(new Map());
  expect(await queueAges.oldest(["Reports", "NoSuchQueue"])).toEqual(new Map());
});

test.each<[string, RequestListener]>([
  ["refuses", (_, response) => response.writeHead(403, { "content-type": "text/plain" }).end("arn:secret is not authorized")],
  ["sends a page", (_, response) => response.end("<html>")],
  ["sends something else", (_, response) => response.end('{"MetricDataResults":[{"Id":7}]}')],
  ["sends elsewhere", (_, response) => response.writeHead(302, { location: cloudWatch.url }).end()],
  ["hangs up", (request) => request.socket.destroy()],
  ["never answers", () => {}],
])("where CloudWatch %s, nothing is known, and the page goes on", async (_, listener) => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  onTestFinished(() => ask(cloudWatch.url));
  ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await queueAges.oldest(["Old"])).toEqual(new Map());
});
