import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { ChangeFeed } from "./dynamodb/change-feed.ts";
import { anyOf, compileFilter, type Test } from "./filters.ts";
import { givenUpBatch } from "./given-up-batch.ts";
import type { Invoke } from "./invoke.ts";
import { pause } from "./pause.ts";
import type { Source } from "./queue-source.ts";
import type { Subscriber } from "./topology.ts";

type Options = { feed: ChangeFeed; table: string; subscriber: Subscriber; invoke: Invoke; park: (body: object) => Promise<void> };
export type StreamSource = Source & { caughtUp(): Promise<boolean> };

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * The stream event source of Lambda: records in order from a checkpoint that outlives the process, at least once. A batch that fails is
 * tried again from its first failed record, or halved at once where it may be, which costs no retry; what fails for the last time is
 * parked, and the stream moves on (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html).
 */
export function startStreamSource({ feed, table, subscriber, invoke, park }: Options): StreamSource {
  const { fn, bisect, maximumRetryAttempts } = subscriber;
  const wanted: Test = subscriber.filters.length > 0 ? anyOf(subscriber.filters.map(compileFilter)) : () => true;
  const stopping = new AbortController();
  const { signal } = stopping;
  let working = false;
  let wake = () => {};
  const unsubscribe = feed.subscribe((changed) => {
    if (changed === table) wake();
  });

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await follow().catch(async (error: unknown) => {
        report(error);
        await pause(FIRST_PAUSE_MS, signal);
      });
    }
  }

  /** From the checkpoint on, until it stops, or something but the handler fails and it has to begin at the checkpoint again. */
  async function follow(): Promise<void> {
    let position = await feed.checkpoint(table, subscriber.name);
    while (!signal.aborted) {
      // Before reading: a commit between the read and the wait must wake it.
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const entries = await feed.read(table, position, subscriber.batchSize);
      working = entries.length > 0;
      if (!working) {
        await changed;
        continue;
      }
      if (!(await concluded(entries.map(({ record }) => record).filter(wanted)))) return;
      position = entries.at(-1)?.position ?? position;
      await feed.saveCheckpoint(table, subscriber.name, position);
    }
  }

  /** Whether every record was handled or parked; false where the source was stopped before. */
  async function concluded(records: DynamoDBRecord[]): Promise<boolean> {
    let rest = records;
    for (let attempt = 0; rest.length > 0; attempt++) {
      if (signal.aborted) return false;
      const done = await handled(rest);
      if (done > 0) attempt = 0;
      rest = rest.slice(done);
      if (rest.length === 0) return true;
      if (rest.length > 1 && bisect) {
        const half = Math.ceil(rest.length / 2);
        return (await concluded(rest.slice(0, half))) && concluded(rest.slice(half));
      }
      if (maximumRetryAttempts >= 0 && attempt >= maximumRetryAttempts) {
        await park(givenUpBatch(fn, rest, attempt + 1));
        return true;
      }
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt), signal);
    }
    return true;
  }

  /** How many records, from the first on, are done with. */
  async function handled(records: DynamoDBRecord[]): Promise<number> {
    try {
      const event: DynamoDBStreamEvent = { Records: records };
      const result = (await invoke(fn, event)) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
      const failed = subscriber.partialResponses ? (result?.batchItemFailures ?? []) : [];
      const places = failed.map((it) => records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === it.itemIdentifier));
      return Math.max(0, Math.min(records.length, ...places));
    } catch (error) {
      report(error);
      return 0;
    }
  }

  function report(error: unknown): void {
    process.stderr.write(`${fn.name}: ${error instanceof Error ? error.message : "failed"}\n`);
  }

  const running = run();
  return {
    busy: () => Number(working),
    caughtUp: async () => (await feed.checkpoint(table, subscriber.name)) >= (await feed.last(table)),
    async stop() {
      stopping.abort();
      unsubscribe();
      wake();
      await running;
    },
  };
}
