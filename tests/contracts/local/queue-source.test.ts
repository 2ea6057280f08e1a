import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { type Source, startQueueSource } from "../../../infra/local/queue-source.ts";
import { createQueues, physicalName } from "../../../infra/local/resources.ts";
import { startSqs } from "../../../infra/local/sqs/server.ts";
import type { Queue, Topology } from "../../../infra/local/topology.ts";
import { seen } from "../../support/handlers/batch.ts";
import { fn } from "../../support/local-functions.ts";
import { sqsClient } from "../../support/sqs-queue.ts";

const queue = (name: string, fifo: boolean): Queue[] => [
  { name: `${name}DeadLetters`, fifo, visibilitySeconds: 30, delaySeconds: 0 },
  {
    name,
    fifo,
    visibilitySeconds: 1,
    delaySeconds: 0,
    deadLetter: { queue: `${name}DeadLetters`, maxReceiveCount: 2 },
    worker: { fn: fn("batch"), batchSize: 10, partialResponses: true, windowSeconds: 0 },
  },
];
const queues = [...queue("Plain", false), ...queue("Ordered", true)];
const sources: Source[] = [];
let sqs: Awaited<ReturnType<typeof startSqs>>;
let client: SQSClient;
beforeAll(async () => {
  sqs = await startSqs({});
  client = sqsClient(sqs.url);
  await createQueues({ queues } as Topology, client);
  await createQueues({ queues } as Topology, client);
  const { invoke } = createInvoker();
  for (const it of queues) if (it.worker) sources.push(startQueueSource(client, it, sqs.queueUrl(physicalName(it)), invoke));
});
afterAll(async () => {
  await Promise.all(sources.map((it) => it.stop()));
  client.destroy();
  await sqs.close();
});

const send = (name: string, fifo: boolean, bodies: string[]) =>
  Promise.all(
    bodies.map((MessageBody, at) => {
      const place = fifo ? { MessageGroupId: "g", MessageDeduplicationId: `${MessageBody}-${at}` } : {};
      return client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl(physicalName({ name, fifo })), MessageBody, ...place }));
    }),
  );
const settled = async (name: string, dead: number) => {
  await vi.waitFor(
    async () => {
      const counts = await sqs.counts();
      const [waiting, given] = [counts[name], counts[name.replace(/(\.fifo)?$/, "DeadLetters$1")]];
      expect([waiting?.visible, waiting?.inFlight, given?.visible]).toEqual([0, 0, dead]);
    },
    { timeout: 10_000, interval: 20 },
  );
};

test("what fails comes back alone, what never succeeds is dead, its neighbours are done once", async () => {
  seen.length = 0;
  await send("Plain", false, ["a", "flaky", "poison", "b", "throw", "unknown", "c"]);
  await settled("Plain", 1);
  // A thrown error or an unknown name fails the whole batch, so neighbours may run twice; none is left out.
  expect(new Set(seen)).toEqual(new Set(["a", "flaky", "b", "throw", "unknown", "c"]));
});

test("a FIFO queue goes on behind a poisoned record, in order", async () => {
  seen.length = 0;
  for (const body of ["1", "2", "poison", "3", "4"]) await send("Ordered", true, [body]);
  await settled("Ordered.fifo", 1);
  expect(seen.filter((it, at) => seen.indexOf(it) === at)).toEqual(["1", "2", "3", "4"]);
});
