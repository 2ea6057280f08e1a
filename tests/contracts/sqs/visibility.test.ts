import * as SQS from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSqs } from "../../../infra/local/sqs/server.ts";
import * as queue from "../../support/sqs-queue.ts";

// Not offered by the local SQS, and not used by the project: StartMessageMoveTask, ListDeadLetterSourceQueues, message retention.
let server: Awaited<ReturnType<typeof startSqs>>;
let client: SQS.SQSClient;

beforeAll(async () => {
  server = await startSqs({});
  client = queue.sqsClient(server.url);
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

let queues = 0;
const create = (attributes: Parameters<typeof queue.createQueue>[2] = {}) =>
  queue.createQueue(client, `Queue${queues++}${attributes.FifoQueue ? ".fifo" : ""}`, attributes);
const receive = (url: string, options: Partial<SQS.ReceiveMessageCommandInput> = {}) => queue.receive(client, url, options);
const send = (url: string, body: string, options: Partial<SQS.SendMessageCommandInput> = {}) =>
  client.send(new SQS.SendMessageCommand({ QueueUrl: url, MessageBody: body, ...options }));
const sendBatch = (url: string, entries: SQS.SendMessageBatchRequestEntry[]) =>
  client.send(new SQS.SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
const remove = (url: string, message: SQS.Message | undefined) =>
  client.send(new SQS.DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle }));
const hide = (url: string, message: SQS.Message | undefined, seconds: number) =>
  client.send(new SQS.ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: seconds }));
const entries = (count: number, body = "x") => Array.from({ length: count }, (_, index) => ({ Id: `id-${index}`, MessageBody: body }));

describe.concurrent("visibility", () => {
  test("a received message hides, and comes back with a new handle and the next count", async () => {
    const url = await create({ VisibilityTimeout: "2" });
    await send(url, "x");
    const [first] = await receive(url);
    expect(await receive(url)).toEqual([]);
    const [second] = await receive(url, { WaitTimeSeconds: 5 });
    expect(second?.Attributes?.ApproximateReceiveCount).toBe("2");
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  test("can be ended at once and be extended", async () => {
    const url = await create();
    await send(url, "x");
    await hide(url, (await receive(url))[0], 0);
    const [again] = await receive(url, { VisibilityTimeout: 2 });
    await hide(url, again, 60);
    expect(await receive(url, { WaitTimeSeconds: 3 })).toEqual([]);
    await remove(url, again);
    await expect(hide(url, again, 1)).rejects.toThrow(/does not exist/);
  });

  test("of a message that is visible cannot be changed", async () => {
    const url = await create({ VisibilityTimeout: "0" });
    await send(url, "x");
    const [message] = await receive(url);
    await expect(hide(url, message, 5)).rejects.toThrow(SQS.MessageNotInflight);
  });

  test("an outdated handle removes nothing, a made-up one is refused", async () => {
    const url = await create();
    await send(url, "x");
    const [first] = await receive(url, { VisibilityTimeout: 0 });
    const [second] = await receive(url);
    await remove(url, first);
    await hide(url, second, 0);
    expect(await receive(url)).toHaveLength(1);
    await expect(remove(url, { ReceiptHandle: "made up" })).rejects.toThrow(SQS.ReceiptHandleIsInvalid);
  });
});

describe.concurrent("long polls", () => {
  test("end when a message arrives, and not before", async () => {
    const url = await create();
    const polled = receive(url, { WaitTimeSeconds: 20 });
    await expect(Promise.race([polled, receive(url, { WaitTimeSeconds: 1 })])).resolves.toEqual([]);
    await sendBatch(url, entries(3));
    expect(await polled).toHaveLength(3);
  });

  test("end when a hidden message turns up", async () => {
    const url = await create();
    await send(url, "x");
    await receive(url, { VisibilityTimeout: 1 });
    expect(await receive(url, { WaitTimeSeconds: 20 })).toHaveLength(1);
  });

  test("wait as long as asked when nothing comes", async () => {
    const start = performance.now();
    expect(await receive(await create({ ReceiveMessageWaitTimeSeconds: "1" }))).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  test("one that was given up swallows nothing", async () => {
    const url = await create();
    const given = new AbortController();
    const polled = client.send(new SQS.ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), { abortSignal: given.signal });
    // Answered by a second request on another connection: by then the server has the first one waiting.
    await receive(url, { WaitTimeSeconds: 1 });
    given.abort();
    await expect(polled).rejects.toThrow(/abort/i);
    await receive(url, { WaitTimeSeconds: 1 });
    await send(url, "x");
    expect(await receive(url)).toHaveLength(1);
  });

  test("eight receivers share 500 messages without a double", async () => {
    const url = await create();
    for (let start = 0; start < 500; start += 10) {
      await sendBatch(
        url,
        entries(10).map(({ Id }, index) => ({ Id, MessageBody: String(start + index) })),
      );
    }
    const seen: (string | undefined)[] = [];
    const drain = async () => {
      for (;;) {
        const messages = await receive(url, { WaitTimeSeconds: 1 });
        if (messages.length === 0) return;
        seen.push(...queue.bodies(messages));
        await Promise.all(messages.map((message) => remove(url, message)));
      }
    };
    await Promise.all(Array.from({ length: 8 }, drain));
    expect(seen).toHaveLength(500);
    expect(new Set(seen).size).toBe(500);
  });
});

describe.concurrent("dead-letter queues", () => {
  test("get what was received too often, under the same id", async () => {
    const deadUrl = await create();
    const url = await create({ VisibilityTimeout: "0", RedrivePolicy: await queue.redriveTo(client, deadUrl, 2) });
    const sent = await send(url, "poison");
    for (const expected of [1, 1, 0]) expect(await receive(url)).toHaveLength(expected);
    const [dead] = await receive(deadUrl);
    expect(dead).toMatchObject({ MessageId: sent.MessageId, Body: "poison" });
    expect(dead?.Attributes?.DeadLetterQueueSourceArn).toBe(await queue.queueAttribute(client, url, "QueueArn"));
  });

  test("wake their own receivers, and do not hold up the messages behind", async () => {
    const deadUrl = await create();
    const url = await create({ RedrivePolicy: await queue.redriveTo(client, deadUrl, 1) });
    await send(url, "poison");
    await hide(url, (await receive(url))[0], 0);
    await send(url, "healthy");
    const dead = receive(deadUrl, { WaitTimeSeconds: 20 });
    expect(queue.bodies(await receive(url))).toEqual(["healthy"]);
    expect(queue.bodies(await dead)).toEqual(["poison"]);
  });
});
