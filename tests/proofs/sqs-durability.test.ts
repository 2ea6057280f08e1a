import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as SQS from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bodies, createQueue, queueAttribute, receive, sqsClient } from "../support/sqs-queue.ts";

const PROGRAM = join(import.meta.dirname, "../support/sqs-process.ts");
const FIFO = { FifoQueue: "true" };

let folder: string;
let running: ChildProcess;
let client: SQS.SQSClient;

async function start(): Promise<void> {
  running = spawn(process.execPath, [PROGRAM, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface(running.stdout!), "line")) as [string];
  client = sqsClient(url);
}

async function kill(): Promise<void> {
  const exit = once(running, "exit");
  running.kill("SIGKILL");
  await exit;
  client.destroy();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sqs-"));
  await start();
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true });
});

const send = (url: string, body: string, options: Partial<SQS.SendMessageCommandInput> = {}) =>
  client.send(new SQS.SendMessageCommand({ QueueUrl: url, MessageBody: body, ...options }));

async function drain(url: string): Promise<SQS.Message[]> {
  const all: SQS.Message[] = [];
  for (;;) {
    const messages = await receive(client, url, { VisibilityTimeout: 60 });
    if (messages.length === 0) return all;
    all.push(...messages);
    const entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    await client.send(new SQS.DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries }));
  }
}

test("every acknowledged send is there after kill -9, whole and once", async () => {
  const standard = await createQueue(client, "Standard");
  const fifo = await createQueue(client, "Ordered.fifo", FIFO);
  const acknowledged: string[] = [];
  let stopped = false;
  const write = async (writer: number) => {
    for (let index = 0; !stopped; index++) {
      const body = JSON.stringify({ writer, index, padding: "x".repeat(300) });
      try {
        if (writer % 2 === 0) await send(standard, body);
        else await send(fifo, body, { MessageGroupId: `${writer}`, MessageDeduplicationId: `${writer}-${index}` });
        acknowledged.push(body);
      } catch {
        return;
      }
    }
  };
  const writers = Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(500), { timeout: 60_000 });
  await kill();
  stopped = true;
  await writers;

  await start();
  const found = [
    ...(await drain(await createQueue(client, "Standard"))),
    ...(await drain(await createQueue(client, "Ordered.fifo", FIFO))),
  ];
  const texts = found.map(({ Body }) => Body!);
  expect(acknowledged.filter((body) => !texts.includes(body))).toEqual([]);
  expect(new Set(texts).size).toBe(texts.length);
  const parsed = texts.map((text) => JSON.parse(text) as { writer: number; index: number });
  for (const writer of [1, 3, 5, 7]) {
    const order = parsed.filter((it) => it.writer === writer).map(({ index }) => index);
    expect(order).toEqual(order.map((_, position) => position));
  }
});

test("what was in flight comes back with its count, what was removed does not", async () => {
  const url = await createQueue(client, "Work", { VisibilityTimeout: "2" });
  await send(url, "removed");
  const [removed] = await receive(client, url);
  await client.send(new SQS.DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: removed!.ReceiptHandle }));
  await send(url, "in flight");
  expect(bodies(await receive(client, url))).toEqual(["in flight"]);
  await send(url, "delayed", { DelaySeconds: 900 });
  await kill();

  await start();
  const again = await createQueue(client, "Work", { VisibilityTimeout: "2" });
  const back = await receive(client, again, { WaitTimeSeconds: 5 });
  expect(bodies(back)).toEqual(["in flight"]);
  expect(back[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
  expect(await queueAttribute(client, again, "ApproximateNumberOfMessagesDelayed")).toBe("1");
});

test("a receive that was ended at once stays ended, and deduplication is remembered", async () => {
  const url = await createQueue(client, "Ordered.fifo", FIFO);
  const options = { MessageGroupId: "g", MessageDeduplicationId: "1" };
  const first = await send(url, "x", options);
  const [message] = await receive(client, url);
  await client.send(new SQS.ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: 0 }));
  await kill();

  await start();
  const again = await createQueue(client, "Ordered.fifo", FIFO);
  expect((await send(again, "x", options)).MessageId).toBe(first.MessageId);
  expect(bodies(await drain(again))).toEqual(["x"]);
});
