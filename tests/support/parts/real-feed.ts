import type { DynamoDBRecord } from "aws-lambda";
import type { ChangeFeed } from "../../../infra/local/dynamodb/change-feed.ts";

type Entry = { position: number; record: DynamoDBRecord };
type Stream = { arn: string; entries: Entry[]; iterators: Map<string, string | null> };
type Described = { StreamDescription: { Shards: { ShardId: string }[] } };
type Records = { Records: WireRecord[]; NextShardIterator?: string };
type WireRecord = DynamoDBRecord & { userIdentity?: { Type?: string; PrincipalId?: string } };

export type RealFeed = ChangeFeed & { look(): void };

/** The change feed read from a real table's stream, shard by shard, as an event source reads it. Checkpoints live in memory. */
export function realFeed(at: string, authorization: string): RealFeed {
  const streams = new Map<string, Stream>();
  const checkpoints = new Map<string, number>();
  const listeners = new Set<(table: string) => void>();
  const turns = new Map<string, Promise<unknown>>();
  let position = 0;

  async function ask<T>(target: string, body: object): Promise<T> {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target, authorization };
    const answer = await fetch(at, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
    return (await answer.json()) as T;
  }
  const streamsApi = <T>(action: string, body: object) => ask<T>(`DynamoDBStreams_20120810.${action}`, body);

  /** A table that was made anew has another stream. */
  async function streamOf(table: string): Promise<Stream | undefined> {
    const described = await ask<{ Table: { LatestStreamArn?: string } }>("DynamoDB_20120810.DescribeTable", { TableName: table }).catch(
      () => null,
    );
    const arn = described?.Table.LatestStreamArn;
    const known = streams.get(table);
    if (!arn || known?.arn === arn) return arn ? known : undefined;
    const stream: Stream = { arn, entries: [], iterators: new Map() };
    streams.set(table, stream);
    return stream;
  }

  async function readOn(table: string): Promise<Entry[]> {
    const stream = await streamOf(table);
    if (!stream) return [];
    const { arn, entries, iterators } = stream;
    const before = entries.length;
    const { StreamDescription } = await streamsApi<Described>("DescribeStream", { StreamArn: arn });
    for (const { ShardId } of StreamDescription.Shards) {
      let iterator = iterators.get(ShardId);
      if (iterator === undefined) {
        const from = { StreamArn: arn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
        iterator = (await streamsApi<{ ShardIterator: string }>("GetShardIterator", from)).ShardIterator;
      }
      while (iterator) {
        const page: Records = await streamsApi<Records>("GetRecords", { ShardIterator: iterator });
        entries.push(...page.Records.map((record) => ({ position: ++position, record: asLambdaHasIt(record, arn) })));
        iterator = page.NextShardIterator ?? null;
        iterators.set(ShardId, iterator);
        if (page.Records.length === 0) break;
      }
    }
    if (entries.length > before) for (const listener of listeners) listener(table);
    return entries;
  }

  /** One reader at a time for each table; who comes meanwhile reads after it. */
  function current(table: string): Promise<Entry[]> {
    const turn = (turns.get(table) ?? Promise.resolve()).catch(() => {}).then(() => readOn(table));
    turns.set(table, turn);
    return turn;
  }

  return {
    async read(table, after, limit) {
      return (await current(table)).filter((entry) => entry.position > after).slice(0, limit);
    },
    last: async (table) => (await current(table)).at(-1)?.position ?? 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    checkpoint: async (table, subscriber) => checkpoints.get(`${table} ${subscriber}`) ?? 0,
    saveCheckpoint: async (table, subscriber, reached) => void checkpoints.set(`${table} ${subscriber}`, reached),
    look() {
      if (listeners.size > 0) for (const table of streams.keys()) current(table).catch(() => {});
    },
  };
}

/** Lambda writes what the API writes, with the stream's name, and the identity in small letters. */
function asLambdaHasIt({ userIdentity, ...record }: WireRecord, eventSourceARN: string): DynamoDBRecord {
  const identity = userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } };
  return { ...record, eventSourceARN, ...identity } as DynamoDBRecord;
}
