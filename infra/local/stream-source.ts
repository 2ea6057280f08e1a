import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { ChangeFeed } from "./dynamodb/change-feed.ts";
import { passes } from "./filters.ts";
import type { Invoke } from "./invoke.ts";
import type { Source } from "./queue-source.ts";
import type { Subscriber } from "./topology.ts";

type Entry = { position: number; record: DynamoDBRecord };
type Options = { feed: ChangeFeed; table: string; subscriber: Subscriber; invoke: Invoke; park: (body: object) => Promise<void> };

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * The stream event source of Lambda: records in order from a checkpoint that outlives the process, at least once. A batch that fails is
 * tried again from its first failed record; one that fails for the last time is halved until the record at fault is alone, which is
 * parked (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html).
 */
export function startStreamSource({ feed, table, subscriber, invoke, park }: Options): Source & { caughtUp(): Promise<boolean> } {
  let stopped = false;
  let working = false;
  let wake = () => {};
  const unsubscribe = feed.subscribe((changed) => {
    if (changed === table) wake();
  });

  async function run(): Promise<void> {
    let position = await feed.checkpoint(table, subscriber.name);
    while (!stopped) {
      const pending = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const entries = await feed.read(table, position, subscriber.batchSize);
      if (entries.length === 0) {
        working = false;
        await pending;
        continue;
      }
      working = true;
      const wanted = entries.filter(({ record }) => subscriber.filters.length === 0 || subscriber.filters.some((it) => passes(it, record)));
      if (wanted.length > 0) await handleAll(wanted);
      if (stopped) return;
      position = entries.at(-1)?.position ?? position;
      await feed.saveCheckpoint(table, subscriber.name, position);
    }
  }

  async function handleAll(batch: Entry[]): Promise<void> {
    let rest = batch;
    for (let attempt = 0; rest.length > 0 && !stopped; attempt++) {
      const done = await handled(rest);
      if (done === rest.length) return;
      if (done > 0) attempt = 0;
      rest = rest.slice(done);
      if (subscriber.maximumRetryAttempts >= 0 && attempt >= subscriber.maximumRetryAttempts) return giveUp(rest);
      await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt)));
    }
  }

  async function giveUp(rest: Entry[]): Promise<void> {
    if (rest.length > 1 && subscriber.bisect) {
      const half = Math.ceil(rest.length / 2);
      await handleAll(rest.slice(0, half));
      return handleAll(rest.slice(half));
    }
    const [first, last] = [rest[0]?.record.dynamodb, rest.at(-1)?.record.dynamodb];
    await park({
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: { functionArn: subscriber.fn.name, condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: { startSequenceNumber: first?.SequenceNumber, endSequenceNumber: last?.SequenceNumber, batchSize: rest.length },
    });
  }

  /** How many records, from the first on, are done with. */
  async function handled(batch: Entry[]): Promise<number> {
    const event: DynamoDBStreamEvent = { Records: batch.map(({ record }) => record) };
    try {
      const result = (await invoke(subscriber.fn, event)) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
      const failed = subscriber.partialResponses ? (result?.batchItemFailures ?? []) : [];
      if (failed.length === 0) return batch.length;
      const at = failed.map((it) => batch.findIndex(({ record }) => record.dynamodb?.SequenceNumber === it.itemIdentifier));
      return at.includes(-1) ? 0 : Math.min(...at);
    } catch (error) {
      process.stderr.write(`${subscriber.fn.name}: ${error instanceof Error ? error.message : "failed"}\n`);
      return 0;
    }
  }

  const running = run();
  return {
    busy: () => Number(working),
    caughtUp: async () => (await feed.checkpoint(table, subscriber.name)) >= (await feed.last(table)),
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await running;
    },
  };
}
