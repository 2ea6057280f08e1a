import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MessageAttributes } from "./message-attributes.ts";

export type QueueRow = {
  name: string;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
};

/** Times are milliseconds since the Unix epoch. */
export type Message = {
  /** Rises with every message sent and is never used again. */
  sequence: number;
  id: string;
  queue: string;
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  deduplicationId: string | null;
  sentAt: number;
  /** In the future while the message is delayed (never received) or in flight (received before). */
  visibleAt: number;
  received: number;
  firstReceivedAt: number | null;
  /** ARN of the queue that gave the message up. */
  source: string | null;
};
export type Counts = { visible: number; inFlight: number; delayed: number };
export type Store = ReturnType<typeof openStore>;

type Stored<T, JsonColumns extends keyof T> = Omit<T, JsonColumns> & Record<JsonColumns, string>;

// Every query names its index: without statistics SQLite may sort a whole backlog to find ten messages.
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS queues (
    name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL, createdAt INTEGER NOT NULL, modifiedAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
    groupId TEXT, deduplicationId TEXT, sentAt INTEGER NOT NULL, visibleAt INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0,
    firstReceivedAt INTEGER, source TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS byVisibility ON messages (queue, visibleAt);
  CREATE INDEX IF NOT EXISTS byReceived ON messages (queue, received, visibleAt, groupId);
  CREATE INDEX IF NOT EXISTS bySequence ON messages (queue, sequence, visibleAt, groupId);
  CREATE TABLE IF NOT EXISTS deduplications (
    queue TEXT NOT NULL, key TEXT NOT NULL, expiresAt INTEGER NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (queue, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS byExpiry ON deduplications (expiresAt);
`;

/**
 * All queues and messages in one SQLite database, in `folder` or in memory. What a transaction committed outlives the process, however
 * it ends.
 */
export function openStore(folder?: string) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(folder === undefined ? ":memory:" : join(folder, "sqs.db"));
  db.exec(SCHEMA);

  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const queues = db.prepare("SELECT * FROM queues");
  const putQueue = db.prepare("INSERT OR REPLACE INTO queues (name, attributes, tags, createdAt, modifiedAt) VALUES (?, ?, ?, ?, ?)");
  const dropQueue = db.prepare("DELETE FROM queues WHERE name = ?");
  const purge = db.prepare("DELETE FROM messages WHERE queue = ?");
  const insert = db.prepare(
    `INSERT INTO messages (id, queue, body, attributes, groupId, deduplicationId, sentAt, visibleAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const visible = db.prepare(
    "SELECT * FROM messages INDEXED BY byVisibility WHERE queue = ? AND visibleAt <= ? ORDER BY visibleAt, sequence LIMIT ?",
  );
  const visibleInOrder = db.prepare(
    `SELECT * FROM messages INDEXED BY bySequence WHERE queue = :queue AND visibleAt <= :now AND groupId NOT IN
       (SELECT groupId FROM messages INDEXED BY byReceived WHERE queue = :queue AND received > 0 AND visibleAt > :now)
     ORDER BY sequence LIMIT :limit`,
  );
  const nextVisibleAt = db.prepare("SELECT min(visibleAt) AS next FROM messages INDEXED BY byVisibility WHERE queue = ? AND visibleAt > ?");
  const markReceived = db.prepare(
    "UPDATE messages SET received = received + 1, visibleAt = ?, firstReceivedAt = coalesce(firstReceivedAt, ?) WHERE sequence = ?",
  );
  const setVisibleAt = db.prepare("UPDATE messages SET visibleAt = ? WHERE sequence = ?");
  const giveUp = db.prepare(
    `UPDATE messages INDEXED BY byReceived SET queue = :to, source = :source, visibleAt = :now
     WHERE queue = :from AND received >= :limit AND visibleAt <= :now`,
  );
  const find = db.prepare("SELECT * FROM messages WHERE id = ? AND queue = ?");
  const remove = db.prepare("DELETE FROM messages WHERE sequence = ?");
  const counts = db.prepare(
    `SELECT sum(visibleAt <= :now) AS visible, sum(visibleAt > :now AND received > 0) AS inFlight,
            sum(visibleAt > :now AND received = 0) AS delayed
     FROM messages INDEXED BY byReceived WHERE queue = :queue`,
  );
  const oldest = db.prepare("SELECT min(sentAt) AS at FROM messages INDEXED BY byReceived WHERE queue = ? AND received < ?");
  const duplicate = db.prepare("SELECT id, sequence FROM deduplications WHERE queue = ? AND key = ? AND expiresAt > ?");
  const putDeduplication = db.prepare("INSERT OR REPLACE INTO deduplications (queue, key, expiresAt, id, sequence) VALUES (?, ?, ?, ?, ?)");
  const expireDeduplications = db.prepare("DELETE FROM deduplications WHERE expiresAt <= ?");

  return {
    transaction<T>(run: () => T): T {
      begin.run();
      try {
        const result = run();
        commit.run();
        return result;
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
    queues(): QueueRow[] {
      const rows = queues.all() as Stored<QueueRow, "attributes" | "tags">[];
      return rows.map((row) => ({ ...row, attributes: JSON.parse(row.attributes), tags: JSON.parse(row.tags) }));
    },
    putQueue(queue: QueueRow): void {
      putQueue.run(queue.name, JSON.stringify(queue.attributes), JSON.stringify(queue.tags), queue.createdAt, queue.modifiedAt);
    },
    dropQueue(queue: string): void {
      purge.run(queue);
      dropQueue.run(queue);
    },
    purge(queue: string): void {
      purge.run(queue);
    },
    /** Answers the sequence number. */
    insert(it: Omit<Message, "sequence" | "received" | "firstReceivedAt" | "source">): number {
      const attributes = JSON.stringify(it.attributes);
      return Number(
        insert.run(it.id, it.queue, it.body, attributes, it.groupId, it.deduplicationId, it.sentAt, it.visibleAt).lastInsertRowid,
      );
    },
    /** `inOrder` leaves out the groups that have a message in flight. */
    visible(queue: string, inOrder: boolean, limit: number, now: number): Message[] {
      const rows = inOrder ? visibleInOrder.all({ queue, now, limit }) : visible.all(queue, now, limit);
      return (rows as Stored<Message, "attributes">[]).map(toMessage);
    },
    nextVisibleAt(queue: string, now: number): number | null {
      return (nextVisibleAt.get(queue, now) as { next: number | null }).next;
    },
    markReceived(sequence: number, visibleAt: number, now: number): void {
      markReceived.run(visibleAt, now, sequence);
    },
    setVisibleAt(sequence: number, visibleAt: number): void {
      setVisibleAt.run(visibleAt, sequence);
    },
    /** Moves what was received `limit` times and is visible again. Answers how many. */
    giveUp(from: string, to: string, source: string, limit: number, now: number): number {
      return Number(giveUp.run({ from, to, source, limit, now }).changes);
    },
    find(id: string, queue: string): Message | null {
      const row = find.get(id, queue) as Stored<Message, "attributes"> | undefined;
      return row ? toMessage(row) : null;
    },
    remove(sequence: number): void {
      remove.run(sequence);
    },
    counts(queue: string, now: number): Counts {
      const row = counts.get({ queue, now }) as { [K in keyof Counts]: number | null };
      return { visible: row.visible ?? 0, inFlight: row.inFlight ?? 0, delayed: row.delayed ?? 0 };
    },
    /** When the oldest message was sent that was received less often than that. */
    oldest(queue: string, received: number): number | null {
      return (oldest.get(queue, received) as { at: number | null }).at;
    },
    duplicate(queue: string, key: string, now: number): { id: string; sequence: number } | null {
      return (duplicate.get(queue, key, now) as { id: string; sequence: number } | undefined) ?? null;
    },
    remember(queue: string, key: string, sent: { id: string; sequence: number }, expiresAt: number, now: number): void {
      expireDeduplications.run(now);
      putDeduplication.run(queue, key, expiresAt, sent.id, sent.sequence);
    },
    close(): void {
      db.close();
    },
  };
}

const toMessage = (row: Stored<Message, "attributes">): Message => ({ ...row, attributes: JSON.parse(row.attributes) });
