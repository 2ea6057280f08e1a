import * as SQS from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSqs } from "../../../infra/local/sqs/server.ts";
import * as queue from "../../support/sqs-queue.ts";

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
  queue.createQueue(client, `Queue${queues++}.fifo`, { FifoQueue: "true", ...attributes });
const receive = (url: string, options: Partial<SQS.ReceiveMessageCommandInput> = {}) => queue.receive(client, url, options);
const send = (url: string, body: string, options: Partial<SQS.SendMessageCommandInput> = {}) =>
  client.send(
    new SQS.SendMessageCommand({ QueueUrl: url, MessageBody: body, MessageGroupId: "g", MessageDeduplicationId: body, ...options }),
  );
const remove = (url: string, message: SQS.Message | undefined) =>
  client.send(new SQS.DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle }));
const hide = (url: string, message: SQS.Message | undefined, seconds: number) =>
  client.send(new SQS.ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout: seconds }));

describe.concurrent("FIFO queues", () => {
  test("want a group, a deduplication id and no delay of a single message", async () => {
    const url = await create();
    await expect(send(url, "x", { MessageGroupId: undefined })).rejects.toThrow(/MessageGroupId/);
    await expect(send(url, "x", { MessageDeduplicationId: undefined })).rejects.toThrow(/ContentBasedDeduplication/);
    await expect(send(url, "x", { DelaySeconds: 3 })).rejects.toThrow(/DelaySeconds/);
    await expect(queue.createQueue(client, "Plain", { FifoQueue: "true" })).rejects.toThrow(/fifo/);
  });

  test("keep the order of a group and hold it back while one of its messages is in flight", async () => {
    const url = await create();
    for (const index of [0, 1, 2, 3]) for (const group of ["A", "B"]) await send(url, `${group}${index}`, { MessageGroupId: group });
    const [first] = await receive(url, { MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("A0");
    expect(queue.bodies(await receive(url))).toEqual(["B0", "B1", "B2", "B3"]);
    await remove(url, first);
    const rest = await receive(url);
    expect(queue.bodies(rest)).toEqual(["A1", "A2", "A3"]);
    expect(rest[0]?.Attributes).toMatchObject({
      MessageGroupId: "A",
      MessageDeduplicationId: "A1",
      SequenceNumber: expect.stringMatching(/^\d{20}$/),
    });
  });

  test("wake a receiver when the group is free again", async () => {
    const url = await create();
    await send(url, "first");
    await send(url, "second");
    const [first] = await receive(url, { MaxNumberOfMessages: 1 });
    const waiting = receive(url, { WaitTimeSeconds: 20 });
    await remove(url, first);
    expect(queue.bodies(await waiting)).toEqual(["second"]);
  });

  test("deliver again in the same order", async () => {
    const url = await create();
    for (const body of ["m0", "m1", "m2"]) await send(url, body);
    const [m0, ...others] = await receive(url);
    await remove(url, m0);
    for (const message of others.reverse()) await hide(url, message, 0);
    expect(queue.bodies(await receive(url, { VisibilityTimeout: 1 }))).toEqual(["m1", "m2"]);
    expect(queue.bodies(await receive(url, { WaitTimeSeconds: 5 }))).toEqual(["m1", "m2"]);
  });

  test("refuse a handle whose visibility timeout is over", async () => {
    const url = await create({ VisibilityTimeout: "0" });
    await send(url, "x");
    await expect(remove(url, (await receive(url))[0])).rejects.toThrow(/expired/);
  });

  test("take a message once, by its deduplication id, also after it was removed", async () => {
    const url = await create();
    const first = await send(url, "x");
    const again = await send(url, "another body", { MessageDeduplicationId: "x" });
    expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    const received = await receive(url);
    expect(queue.bodies(received)).toEqual(["x"]);
    await remove(url, received[0]);
    await send(url, "x");
    expect(await receive(url)).toEqual([]);
  });

  test("take a message once by its content, where the queue says so", async () => {
    const url = await create({ ContentBasedDeduplication: "true" });
    for (const body of ["x", "x", "y"]) await send(url, body, { MessageDeduplicationId: undefined });
    expect(queue.bodies(await receive(url))).toEqual(["x", "y"]);
  });

  test("deduplicate within the group only, where the queue says so", async () => {
    const url = await create({ DeduplicationScope: "messageGroup" });
    for (const group of ["A", "A", "B"]) await send(url, "x", { MessageGroupId: group });
    expect(await receive(url)).toHaveLength(2);
  });

  test("a dead-letter queue takes the poison, the rest of the group goes on", async () => {
    const deadUrl = await create();
    const url = await create({ RedrivePolicy: await queue.redriveTo(client, deadUrl, 1) });
    await send(url, "poison");
    await send(url, "healthy");
    await hide(url, (await receive(url, { MaxNumberOfMessages: 1 }))[0], 0);
    expect(queue.bodies(await receive(url))).toEqual(["healthy"]);
    expect(queue.bodies(await receive(deadUrl))).toEqual(["poison"]);
  });
});
