import type { DynamoDBRecord } from "aws-lambda";
import { type Change, changeRecord } from "./change-record.ts";
import { type BatchStep, type Database, type Table, under } from "./dynalite.ts";

export type ChangeFeed = {
  /** Records of a table after `position` (exclusive), oldest first. Position numbers are never reused. */
  read(table: string, after: number, limit: number): Promise<{ position: number; record: DynamoDBRecord }[]>;
  /** Position of the table's newest record; 0 where it has none. */
  last(table: string): Promise<number>;
  /** Called after each commit that produced records. Returns the unsubscribe function. */
  subscribe(listener: (table: string) => void): () => void;
  /** The position a subscriber has reached, 0 at first. Kept beside the records. */
  checkpoint(table: string, subscriber: string): Promise<number>;
  saveCheckpoint(table: string, subscriber: string, position: number): Promise<void>;
};

/** The feed as the writer of its records sees it. */
export type ChangeLog = ChangeFeed & {
  /** What adds the change's record to the batch of the change itself; nothing where there is no record to add. */
  append(table: Table, change: Change): BatchStep[];
  /** To be called when the records of these tables are committed. */
  announce(tables: Iterable<string>): void;
  /** Removes records older than 24 hours that every subscriber passed; the newest stays, so that `last` is right after a restart. */
  trim(table: string): Promise<void>;
};

const POSITION = "position";
const RETENTION_SECONDS = 24 * 60 * 60;

export const changePrefix = (table: string) => `change~${table}~`;
export const checkpointPrefix = (table: string) => `checkpoint~${table}~`;
const changeKey = (table: string, position: number) => changePrefix(table) + String(position).padStart(16, "0");
const positionIn = (key: string) => Number(key.slice(key.lastIndexOf("~") + 1));
const isOld = (record: DynamoDBRecord, now: number) => (record.dynamodb?.ApproximateCreationDateTime ?? 0) < now / 1000 - RETENTION_SECONDS;

/** One sequence of positions for all tables, kept in the database beside the records. `now` answers epoch milliseconds. */
export async function openChangeLog(db: Database, now: () => number): Promise<ChangeLog> {
  let position = Number((await db.get(POSITION)) ?? 0);
  const listeners = new Set<(table: string) => void>();

  async function last(table: string): Promise<number> {
    const [newest] = await db.keys({ ...under(changePrefix(table)), reverse: true, limit: 1 }).all();
    return newest ? positionIn(newest) : 0;
  }

  async function passedByAll(table: string): Promise<number> {
    const reached = await db.values(under(checkpointPrefix(table))).all();
    return Math.min(...reached.map(Number), (await last(table)) - 1);
  }

  return {
    async read(table, after, limit) {
      const entries = await db.iterator({ ...under(changePrefix(table)), gt: changeKey(table, after), limit }).all();
      return entries.map(([key, record]) => ({ position: positionIn(key), record: record as DynamoDBRecord }));
    },
    last,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    checkpoint: async (table, subscriber) => Number((await db.get(checkpointPrefix(table) + subscriber)) ?? 0),
    saveCheckpoint: (table, subscriber, reached) => db.batch([{ type: "put", key: checkpointPrefix(table) + subscriber, value: reached }]),
    append(table, change) {
      const record = changeRecord(table, change, position + 1, now());
      if (!record) return [];
      position++;
      return [
        { type: "put", key: changeKey(table.TableName, position), value: { ...record, eventSourceARN: table.LatestStreamArn } },
        { type: "put", key: POSITION, value: position },
      ];
    },
    announce(tables) {
      for (const table of tables) for (const listener of listeners) queueMicrotask(() => listener(table));
    },
    async trim(table) {
      const steps: BatchStep[] = [];
      const passed = { gt: changePrefix(table), lte: changeKey(table, Math.max(0, await passedByAll(table))), limit: 1000 };
      for await (const [key, record] of db.iterator(passed)) {
        if (!isOld(record as DynamoDBRecord, now())) break;
        steps.push({ type: "del", key });
      }
      if (steps.length > 0) await db.batch(steps);
    },
  };
}
