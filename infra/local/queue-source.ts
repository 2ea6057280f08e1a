import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import type { Invoke } from "./invoke.ts";
import { pause } from "./pause.ts";
import { toRecord } from "./queue-record.ts";
import type { Queue } from "./topology.ts";

export type Source = { stop(): Promise<void>; busy(): number };
type Options = { sqs: SQSClient; queue: Queue; worker: NonNullable<Queue["worker"]>; url: string; invoke: Invoke };

/** How many batches of one queue are under way at a time, where infra/ does not say less. */
const CONCURRENCY = 5;
/** The most that SQS receives or deletes in one request. */
const PAGE = 10;
const LONG_POLL_SECONDS = 20;

/**
 * The SQS event source of Lambda: polls, invokes, deletes what succeeded. What failed comes back when its visibility ends, and the
 * queue's own redrive counts how often (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export function startQueueSource({ sqs, queue, worker, url, invoke }: Options): Source {
  const stopping = new AbortController();
  const { signal } = stopping;
  const batches = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      if (batches.size >= Math.min(worker.maximumConcurrency ?? CONCURRENCY, CONCURRENCY)) await Promise.race(batches);
      const messages = await gather();
      if (messages.length === 0) continue;
      const batch = handleBatch(messages).finally(() => batches.delete(batch));
      batches.add(batch);
    }
  }

  /**
   * What the first poll brings, and what comes within the window after it, up to the batch's size. Lambda waits for the window to end; here
   * it is over when nothing came for a twentieth of it, so that nobody waits for what does not come.
   */
  async function gather(): Promise<Message[]> {
    const messages = await receive(worker.batchSize, LONG_POLL_SECONDS);
    const window = worker.windowSeconds * 1000;
    const end = performance.now() + window;
    let full = messages.length === PAGE;
    while (messages.length > 0 && messages.length < worker.batchSize && performance.now() < end && !signal.aborted) {
      if (!full) await pause(window / 20, signal);
      const next = await receive(worker.batchSize - messages.length, 0);
      if (next.length === 0 && !full) break;
      messages.push(...next);
      full = next.length === PAGE;
    }
    return messages;
  }

  async function receive(atMost: number, WaitTimeSeconds: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(PAGE, atMost),
      WaitTimeSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    try {
      const { Messages = [] } = await sqs.send(command, { abortSignal: signal });
      return Messages;
    } catch (error) {
      if (!signal.aborted) report(queue.name, error);
      await pause(200, signal);
      return [];
    }
  }

  async function handleBatch(messages: Message[]): Promise<void> {
    const failed = await failures(messages);
    const done = messages.filter((it) => !failed.has(it.MessageId ?? ""));
    for (let from = 0; from < done.length; from += PAGE) {
      const Entries = done.slice(from, from + PAGE).map((it, at) => ({ Id: String(at), ReceiptHandle: it.ReceiptHandle ?? "" }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries })).catch(() => {
        // Not deleted means delivered again, which every worker takes.
      });
    }
  }

  /** The ids to be delivered again: those named, or all where the handler failed or named one that it was not given. */
  async function failures(messages: Message[]): Promise<Set<string>> {
    const given = new Set(messages.map((it) => it.MessageId ?? ""));
    try {
      const event: SQSEvent = { Records: messages.map((it) => toRecord(it, queue)) };
      const result = (await invoke(worker.fn, event)) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
      if (!worker.partialResponses) return new Set();
      const named = (result?.batchItemFailures ?? []).map((it) => it.itemIdentifier ?? "");
      return named.every((it) => given.has(it)) ? new Set(named) : given;
    } catch (error) {
      report(worker.fn.name, error);
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

function report(name: string, error: unknown): void {
  process.stderr.write(`${name}: ${error instanceof Error ? error.message : "failed"}\n`);
}
