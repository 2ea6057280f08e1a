import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { type Source, startQueueSource } from "../../../infra/local/queue-source.ts";
import { createQueues, physicalName } from "../../../infra/local/resources.ts";
import { startSqs } from "../../../infra/local/sqs/server.ts";
import type { Queue, Topology } from "../../../infra/local/topology.ts";
import { gate, records, running, seen, sizes } from "../../support/handlers/batch.ts";
import { fn } from "../../support/local-functions.ts";
import { sqsClient } from "../../support/sqs-queue.ts";

type Worker = NonNullable<Queue["worker"]>;

const queue = (name: string, fifo: boolean, worker: Partial<Worker> = {}): Queue[] => [
  { name: `${name}DeadLetters`, fifo, visibilitySeconds: 30, delaySeconds: 0 },
  {
    name,
    fifo,
    visibilitySeconds: 1,
    delaySeconds: 0,
    deadLetter: { queue: `${name}DeadLetters`, maxReceiveCount: 2 },
    worker: { fn: fn("batch"), batchSize: 10, partialResponses: true, windowSeconds: 0, ...worker },
  },
];
const queues = [
  ...queue("Plain", false),
  ...queue("Ordered", true),
  ...queue("Gathered", false, { batchSize: 15, windowSeconds: 8 }),
  ...queue("OneByOne", false, { batchSize: 1, maximumConcurrency: 1 }),
  ...queue("WholeBatch", false, { partialResponses: false }),
];
const sources = new Map<string, Source>();
let sqs: Awaited<ReturnType<typeof startSqs>>;
let client: SQSClient;
beforeAll(async () => {
  sqs = await startSqs({});
  client = sqsClient(sqs.url);
  await createQueues({ queues } as Topology, client);
  await createQueues({ queues } as Topology, client);
  const { invoke } = createInvoker();
  for (const it of queues) {
    if (!it.worker) continue;
    const url = sqs.queueUrl(physicalName(it));
    sources.set(it.name, startQueueSource({ sqs: client, queue: it, worker: it.worker, url, invoke }));
  }
});
beforeEach(() => {
  for (const list of [seen, records, sizes]) list.length = 0;
  running.most = 0;
});
afterAll(async () => {
  await Promise.all([...sources.values()].map((it) => it.stop()));
  client.destroy();
  await sqs.close();
});

const send = (name: string, fifo: boolean, bodies: string[], more: Partial<SendMessageCommandInput> = {}) =>
  Promise.all(
    bodies.map((MessageBody, at) => {
      const place = fifo ? { MessageGroupId: "g", MessageDeduplicationId: `${MessageBody}-${at}` } : {};
      const QueueUrl = sqs.queueUrl(physicalName({ name, fifo }));
      return client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...place, ...more }));
    }),
  );
const settled = async (name: string, dead: number) => {
  await vi.waitFor(
    async () => {
      const counts = await sqs.counts();
      const [waiting, given] = [counts[name], counts[name.replace(/(\.fifo)?$/, "DeadLetters$1")]];
      expect([waiting?.visible, waiting?.inFlight, given?.visible]).toEqual([0, 0, dead]);
    },
    { timeout: 60_000, interval: 20 },
  );
};

test("what fails comes back alone, what never succeeds is dead, its neighbours are done once", async () => {
  await send("Plain", false, ["a", "flaky", "poison", "b", "throw", "unknown", "c"]);
  await settled("Plain", 1);
  // A thrown error or an unknown name fails the whole batch, so neighbours may run twice; none is left out.
  expect(new Set(seen)).toEqual(new Set(["a", "flaky", "b", "throw", "unknown", "c"]));
});

test("a FIFO queue goes on behind a poisoned record, in order", async () => {
  for (const body of ["1", "2", "poison", "3", "4"]) await send("Ordered", true, [body]);
  await settled("Ordered.fifo", 1);
  expect(seen.filter((it, at) => seen.indexOf(it) === at)).toEqual(["1", "2", "3", "4"]);
});

test("gathers within its window up to more than one poll brings, and deletes them all", async () => {
  await send(
    "Gathered",
    false,
    Array.from({ length: 15 }, (_, at) => String(at)),
  );
  await settled("Gathered", 0);
  expect(Math.max(...sizes)).toBeGreaterThan(10);
  expect(seen).toHaveLength(15);
});

test("has no more batches under way than infra/ allows", async () => {
  await send("OneByOne", false, ["a", "b", "c", "d", "e"]);
  await settled("OneByOne", 0);
  expect([running.most, sizes]).toEqual([1, [1, 1, 1, 1, 1]]);
});

test("without partial responses an answer is a success, whatever it says", async () => {
  await send("WholeBatch", false, ["poison"]);
  await settled("WholeBatch", 0);
  expect(records).toHaveLength(1);
});

test("hands over a record as Lambda does", async () => {
  const MessageAttributes = {
    Text: { DataType: "String", StringValue: "t" },
    Bytes: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
  };
  await send("Ordered", true, ["record"], { MessageAttributes });
  await settled("Ordered.fifo", 1);
  expect(records).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: "record",
      attributes: expect.objectContaining({
        ApproximateReceiveCount: "1",
        MessageGroupId: "g",
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
      }),
      messageAttributes: {
        Text: { dataType: "String", stringValue: "t", stringListValues: [], binaryListValues: [] },
        Bytes: { dataType: "Binary", binaryValue: "AP8=", stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:local:000000000000:Ordered",
      awsRegion: "local",
    },
  ]);
});

test("a stop lets the handler finish and takes nothing more", async () => {
  const source = sources.get("OneByOne");
  await send("OneByOne", false, ["held"]);
  await vi.waitFor(() => expect(running.now).toBe(1), { timeout: 60_000, interval: 5 });
  expect(source?.busy()).toBe(1);
  const stopped = source?.stop();
  await send("OneByOne", false, ["late"]);
  gate.resolve();
  await stopped;
  expect([seen, running.now]).toEqual([["held"], 0]);
  expect((await sqs.counts()).OneByOne).toMatchObject({ visible: 1, inFlight: 0 });
});
