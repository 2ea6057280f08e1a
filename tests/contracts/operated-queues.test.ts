import { DeleteMessageCommand, type Message, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { everything, redriveLetters } from "../../core/operations/dead-letters.ts";
import { operatedQueues as queues } from "../../functions/adapters/sqs/operated-queues.ts";
import { source } from "../../functions/adapters/sqs/source.ts";
import { advanceClock, restoreClock } from "../../infra/local/clock.ts";
import { toRecord } from "../../infra/local/queue-record.ts";
import { startSqs } from "../../infra/local/sqs/server.ts";
import type { Queue } from "../../infra/local/topology.ts";
import { linkResources } from "../support/linked.ts";
import { bodies, createQueue, receive, sqsClient } from "../support/sqs-queue.ts";

let server: Awaited<ReturnType<typeof startSqs>>;
let client: ReturnType<typeof sqsClient>;
beforeAll(async () => {
  server = await startSqs({});
  client = sqsClient(server.url);
});
afterEach(restoreClock);
afterAll(async () => {
  client.destroy();
  await server.close();
});

const NAME = "TicketLooks";
let made = 0;

/** A queue with an order, its dead letters, and its worker, which carries nothing out. `back` is where letters are sent back to. */
async function aQueue(back?: string) {
  const name = `Queue${made++}.fifo`;
  const url = await createQueue(client, name, { FifoQueue: "true" });
  const deadLetterUrl = await createQueue(client, `Dead${name}`, { FifoQueue: "true" });
  linkResources(
    { Queues: { all: [{ name: NAME, url: back ?? url, deadLetterUrl }] } },
    { AWS_ENDPOINT_URL_SQS: server.url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  );
  const worker = source(z.unknown(), () => ({ url, deadLetterUrl, maxReceiveCount: 5 }));
  const giveUp = async (message: Message) => {
    await worker.giveUp(toRecord(message, { name } as Queue), "Rejected: Jira answered 403");
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
  };
  const giveUpAll = async () => {
    for (const it of await receive(client, url)) await giveUp(it);
  };
  for (const text of ["one", "two", "three"])
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: text, MessageGroupId: "APP-1", MessageDeduplicationId: text }));
  await giveUpAll();
  return { name, url, deadLetterUrl, giveUpAll };
}
const dead = async () => (await queues.depth(NAME)).dead;
/** Until what somebody held, and let go of without a word, is there again. */
const letGo = () => advanceClock(31);

test("what a worker gives up is a letter that says to an operator why, whose it was and how often it was tried", async () => {
  const { name, deadLetterUrl } = await aQueue();
  const [letter, ...more] = await queues.take(NAME, 10);
  expect(letter).toMatchObject({ queue: NAME, body: "one", cause: "Rejected: Jira answered 403", tries: 1, redriven: 0, group: "APP-1" });
  expect(more.map((it) => it.body)).toEqual(["two", "three"]);
  letGo();
  // As the console of AWS shows it, where letters of all queues look alike.
  const [shown] = await receive(client, deadLetterUrl);
  expect(shown?.MessageAttributes?.source?.StringValue).toBe(name);
});

test("a letter that is sent back is in its queue, and no letter any more, then or later", async () => {
  const { url } = await aQueue();
  const [letter] = await queues.take(NAME, 1);
  expect(await queues.redrive(NAME, letter!)).toBe(true);
  expect(await dead()).toBe(2);
  letGo();
  expect((await queues.take(NAME, 10)).map((it) => it.body)).toEqual(["two", "three"]);
  expect(bodies(await receive(client, url))).toEqual(["one"]);
});

test("a letter that its queue does not take stays one", async () => {
  await aQueue(`${server.url}/000000000000/Gone.fifo`);
  const [letter] = await queues.take(NAME, 1);
  await expect(queues.redrive(NAME, letter!)).rejects.toThrow("not there any more");
  letGo();
  expect((await queues.take(NAME, 10)).map((it) => it.body)).toEqual(["one", "two", "three"]);
});

test("a letter that was held for too long to be taken away is sent back again, and carried out once all the same", async () => {
  const { url } = await aQueue();
  const [letter] = await queues.take(NAME, 1);
  letGo();
  await expect(queues.redrive(NAME, letter!)).rejects.toMatchObject({ status: 503 });
  const [again] = await queues.take(NAME, 1);
  expect(again?.id).toBe(letter?.id);
  await queues.redrive(NAME, again!);
  expect(await dead()).toBe(2);
  expect(bodies(await receive(client, url))).toEqual(["one"]);
});

test("of all letters those that were chosen are sent back; the others are there for whoever looks next", async () => {
  const { url } = await aQueue();
  const [, two] = await queues.take(NAME, 10);
  letGo();
  const { sent } = await redriveLetters({ queues }, { names: [NAME], mine: everything, chosen: new Set([two!.id]) });
  expect(sent.map((it) => it.id)).toEqual([two!.id]);
  expect(bodies(await receive(client, url))).toEqual(["two"]);
  expect((await queues.take(NAME, 10)).map((it) => it.body)).toEqual(["one", "three"]);
});

test("a letter that is given up once more says how often it was sent back", async () => {
  const { giveUpAll } = await aQueue();
  for (const times of [1, 2]) {
    const [{ id = "" } = {}] = await queues.take(NAME, 10);
    letGo();
    await redriveLetters({ queues }, { names: [NAME], mine: everything });
    await giveUpAll();
    const [letter] = await queues.take(NAME, 10);
    expect(letter).toMatchObject({ body: "one", redriven: times, redrive: id });
    letGo();
  }
});
