import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Invoke } from "./invoke.ts";
import type { Queue } from "./topology.ts";

export type Source = { stop(): Promise<void>; busy(): number };

/** How many batches of one queue are under way at a time. */
const CONCURRENCY = 5;

/**
 * The SQS event source of Lambda: polls, invokes, deletes what succeeded. What failed comes back when its visibility ends, and the
 * queue's own redrive counts how often (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export function startQueueSource(sqs: SQSClient, queue: Queue, url: string, invoke: Invoke): Source {
  const { worker } = queue;
  if (!worker) throw new Error(`${queue.name} has no worker`);
  const stopping = new AbortController();
  const batches = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (batches.size >= CONCURRENCY) await Promise.race(batches);
      const messages = await receive().catch(async (error: unknown) => {
        if (!stopping.signal.aborted) {
          process.stderr.write(`${queue.name}: ${error instanceof Error ? error.message : "poll failed"}\n`);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return [];
      });
      if (messages.length === 0) continue;
      const batch = handleBatch(messages).finally(() => batches.delete(batch));
      batches.add(batch);
    }
  }

  async function receive(): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(10, worker?.batchSize ?? 10),
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: stopping.signal });
    return Messages;
  }

  async function handleBatch(messages: Message[]): Promise<void> {
    const failed = await failures(messages);
    const done = messages.filter((it) => !failed.has(it.MessageId ?? ""));
    if (done.length === 0) return;
    const Entries = done.map((it, at) => ({ Id: String(at), ReceiptHandle: it.ReceiptHandle ?? "" }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries })).catch(() => {
      // Not deleted means delivered again, which every worker takes.
    });
  }

  /** The ids to be delivered again: those named, or all where the handler failed or named one that it was not given. */
  async function failures(messages: Message[]): Promise<Set<string>> {
    const given = new Set(messages.map((it) => it.MessageId ?? ""));
    try {
      const event: SQSEvent = { Records: messages.map((it) => toRecord(it, queue)) };
      const result = (await invoke(worker?.fn as never, event)) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
      if (!worker?.partialResponses) return new Set();
      const named = (result?.batchItemFailures ?? []).map((it) => it.itemIdentifier ?? "");
      return named.every((it) => given.has(it)) ? new Set(named) : given;
    } catch (error) {
      process.stderr.write(`${worker?.fn.name}: ${error instanceof Error ? error.message : "failed"}\n`);
      return given;
    }
  }

  const polling = poll();
  return {
    busy: () => batches.size,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(batches);
    },
  };
}

function toRecord(message: Message, queue: Queue): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, it]) => [
    name,
    {
      dataType: it.DataType,
      ...(it.StringValue !== undefined && { stringValue: it.StringValue }),
      stringListValues: [],
      binaryListValues: [],
    },
  ]);
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: message.Attributes as unknown as SQSRecord["attributes"],
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queue.name}`,
    awsRegion: "local",
  };
}
