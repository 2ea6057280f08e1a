import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
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
  const turns = new Map<string, { running?: Promise<unknown>; next?: Promise<Entry[]> }>();
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

  /** The oldest first. A new one comes only when the one before is closed. */
  async function shardsOf(StreamArn: string): Promise<string[]> {
    return (await streamsApi<Described>("DescribeStream", { StreamArn })).StreamDescription.Shards.map(({ ShardId }) => ShardId);
  }

  async function readOn(table: string): Promise<Entry[]> {
    const stream = await streamOf(table);
    if (!stream) return [];
    const { arn, entries, iterators } = stream;
    const before = entries.length;
    const isOpen = [...iterators.values()].some((it) => it !== null);
    const shards = isOpen ? [...iterators.keys()] : await shardsOf(arn);
    for (const ShardId of shards) {
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

  /** One reader at a time for each table. Who comes meanwhile waits for one that begins afterwards, all for the same. */
  function current(table: string): Promise<Entry[]> {
    const { running, next } = turns.get(table) ?? {};
    if (next) return next;
    const turn = (running ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        turns.set(table, { running: turn });
        return readOn(table);
      });
    turns.set(table, { ...(running && { running }), next: turn });
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
  const { NewImage, OldImage, ...rest } = record.dynamodb ?? {};
  const dynamodb = { ...rest, ...(NewImage && { NewImage: whole(NewImage) }), ...(OldImage && { OldImage: whole(OldImage) }) };
  return { ...record, dynamodb, eventSourceARN, ...identity } as DynamoDBRecord;
}

type Values = Record<string, AttributeValue>;

/** DynamoDB Local leaves the type of an empty map out in its streams, where DynamoDB has `{"M":{}}`; of everything else it is there. */
const whole = (image: Values): Values => Object.fromEntries(Object.entries(image).map(([name, value]) => [name, typed(value)]));

function typed(value: AttributeValue): AttributeValue {
  if ("M" in value && value.M) return { M: whole(value.M) };
  if ("L" in value && value.L) return { L: value.L.map(typed) };
  return Object.keys(value).length === 0 ? { M: {} } : value;
}
