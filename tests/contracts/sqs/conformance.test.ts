import { createHash } from "node:crypto";
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
const entries = (count: number, body = "x") => Array.from({ length: count }, (_, index) => ({ Id: `id-${index}`, MessageBody: body }));

describe.concurrent("queues", () => {
  test("creating one again answers the same, unless an attribute differs", async () => {
    const url = await queue.createQueue(client, "Again", { VisibilityTimeout: "2" });
    expect(await queue.createQueue(client, "Again", { VisibilityTimeout: "2" })).toBe(url);
    expect(url).toBe(server.queueUrl("Again"));
    await expect(queue.createQueue(client, "Again", { VisibilityTimeout: "3" })).rejects.toThrow(SQS.QueueNameExists);
  });

  test("are found by name and by prefix", async () => {
    const url = await queue.createQueue(client, "Findable");
    expect((await client.send(new SQS.GetQueueUrlCommand({ QueueName: "Findable" }))).QueueUrl).toBe(url);
    expect((await client.send(new SQS.ListQueuesCommand({ QueueNamePrefix: "Findab" }))).QueueUrls).toEqual([url]);
  });

  test("one that does not exist is an error of its own", async () => {
    await expect(send(server.queueUrl("Missing"), "x")).rejects.toThrow(SQS.QueueDoesNotExist);
    await expect(client.send(new SQS.GetQueueUrlCommand({ QueueName: "Missing" }))).rejects.toThrow(SQS.QueueDoesNotExist);
  });

  test.each([
    [{ VisibilityTimeout: "43201" }],
    [{ DelaySeconds: "901" }],
    [{ MessageRetentionPeriod: "59" }],
    [{ RedrivePolicy: "{}" }],
    [{ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:Missing", maxReceiveCount: 2 }) }],
  ])("%j is refused", async (attributes) => {
    await expect(create(attributes)).rejects.toThrow(/invalid/i);
  });

  test("a FIFO queue needs a FIFO dead-letter queue", async () => {
    const policy = await queue.redriveTo(client, await create(), 2);
    await expect(create({ FifoQueue: "true", RedrivePolicy: policy })).rejects.toThrow(/same type/);
  });

  test("purge, set attributes, tag, delete", async () => {
    const url = await create();
    await send(url, "x");
    await client.send(new SQS.PurgeQueueCommand({ QueueUrl: url }));
    expect(await receive(url)).toEqual([]);
    await client.send(new SQS.SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: "7" } }));
    expect(await queue.queueAttribute(client, url, "VisibilityTimeout")).toBe("7");
    await client.send(new SQS.TagQueueCommand({ QueueUrl: url, Tags: { a: "b", c: "d" } }));
    await client.send(new SQS.UntagQueueCommand({ QueueUrl: url, TagKeys: ["c"] }));
    expect((await client.send(new SQS.ListQueueTagsCommand({ QueueUrl: url }))).Tags).toEqual({ a: "b" });
    await client.send(new SQS.DeleteQueueCommand({ QueueUrl: url }));
    await expect(send(url, "x")).rejects.toThrow(SQS.QueueDoesNotExist);
  });

  test("counts() and the attributes tell visible, in flight and delayed apart", async () => {
    const url = await create();
    await send(url, "delayed", { DelaySeconds: 900 });
    await send(url, "in flight");
    await receive(url);
    await Promise.all([send(url, "visible"), send(url, "visible")]);
    const name = url.split("/").at(-1)!;
    expect((await server.counts())[name]).toEqual({ visible: 2, inFlight: 1, delayed: 1 });
    const { Attributes } = await client.send(new SQS.GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "2",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
    });
  });
});

describe.concurrent("messages", () => {
  test("arrive as sent, with attributes and digests", async () => {
    const url = await create();
    const attributes = {
      n: { DataType: "Number", StringValue: "5" },
      b: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };
    const sent = await send(url, "héllo", { MessageAttributes: attributes });
    expect(sent.MD5OfMessageBody).toBe(createHash("md5").update("héllo").digest("hex"));
    const [message] = await receive(url);
    expect(message).toMatchObject({ Body: "héllo", MessageId: sent.MessageId, MessageAttributes: attributes });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d{13}$/) });
  });

  test("the digest of attributes is the one AWS documents", async () => {
    const digest = createHash("md5");
    for (const part of [Buffer.from("name"), Buffer.from("String")]) digest.update(Buffer.from([0, 0, 0, part.length])).update(part);
    digest
      .update(Buffer.from([1]))
      .update(Buffer.from([0, 0, 0, 1]))
      .update("v");
    const sent = await send(await create(), "x", { MessageAttributes: { name: { DataType: "String", StringValue: "v" } } });
    expect(sent.MD5OfMessageAttributes).toBe(digest.digest("hex"));
  });

  test("only the attributes asked for come back", async () => {
    const url = await create();
    const attribute = { DataType: "String", StringValue: "v" };
    await send(url, "x", { MessageAttributes: { "a.b": attribute, c: attribute } });
    const [message] = await receive(url, { MessageSystemAttributeNames: ["ApproximateReceiveCount"], MessageAttributeNames: ["a.*"] });
    expect(message?.Attributes).toEqual({ ApproximateReceiveCount: "1" });
    expect(message?.MessageAttributes).toEqual({ "a.b": attribute });
  });

  test("a message group on a standard queue is carried along", async () => {
    const url = await create();
    await send(url, "x", { MessageGroupId: "tenant" });
    expect((await receive(url))[0]?.Attributes?.MessageGroupId).toBe("tenant");
  });

  test.each([1, 255, 1024])("%i KiB are taken", async (kib) => {
    const url = await create();
    await send(url, "x".repeat(kib * 1024));
    expect((await receive(url))[0]?.Body?.length).toBe(kib * 1024);
  });

  test("more than 1 MiB is refused, in one message or in a batch", async () => {
    const url = await create();
    await expect(send(url, "x".repeat(1024 * 1024 + 1))).rejects.toThrow(/shorter than/);
    await expect(sendBatch(url, entries(10, "x".repeat(110 * 1024)))).rejects.toThrow(SQS.BatchRequestTooLong);
  });

  test("characters that XML has no place for are refused", async () => {
    const url = await create();
    await expect(send(url, "a\u0000b")).rejects.toThrow(SQS.InvalidMessageContents);
    await expect(send(url, "\t\n\r😀")).resolves.toBeDefined();
  });

  test("batches take ten entries with distinct ids, each judged for itself", async () => {
    const url = await create();
    expect((await sendBatch(url, entries(10))).Successful).toHaveLength(10);
    await expect(sendBatch(url, entries(11))).rejects.toThrow(SQS.TooManyEntriesInBatchRequest);
    await expect(sendBatch(url, [...entries(1), ...entries(1)])).rejects.toThrow(SQS.BatchEntryIdsNotDistinct);
    await expect(sendBatch(url, [])).rejects.toThrow(SQS.EmptyBatchRequest);
    const mixed = await sendBatch(url, [...entries(1), { Id: "bad", MessageBody: "\u0000" }]);
    expect(mixed.Successful?.map(({ Id }) => Id)).toEqual(["id-0"]);
    expect(mixed.Failed).toMatchObject([{ Id: "bad", SenderFault: true, Code: "InvalidMessageContents" }]);
    const received = [...(await receive(url)), ...(await receive(url))];
    expect(received).toHaveLength(11);
    const handles = received.slice(0, 10).map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    const removed = await client.send(new SQS.DeleteMessageBatchCommand({ QueueUrl: url, Entries: handles }));
    expect(removed.Successful).toHaveLength(10);
  });

  test("a delay of the message or of the queue holds it back", async () => {
    const url = await create({ DelaySeconds: "2" });
    await send(url, "by the queue");
    await send(url, "at once", { DelaySeconds: 0 });
    expect(queue.bodies(await receive(url))).toEqual(["at once"]);
    expect(queue.bodies(await receive(url, { WaitTimeSeconds: 5 }))).toEqual(["by the queue"]);
  });

  test.each([
    ["MaxNumberOfMessages", 11],
    ["WaitTimeSeconds", 21],
    ["VisibilityTimeout", 43201],
  ])("%s %i is refused", async (name, value) => {
    await expect(receive(await create(), { [name]: value })).rejects.toThrow(new RegExp(name));
  });
});
