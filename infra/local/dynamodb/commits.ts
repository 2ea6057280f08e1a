import type { ChangeLog } from "./change-feed.ts";
import type { BatchStep, Database, Item } from "./dynalite.ts";
import { difference } from "./entries.ts";
import type { OpenTable } from "./open-table.ts";

export type Mutation = { table: OpenTable; before: Item | undefined; after: Item | undefined; expired?: boolean };
/** Makes all the mutations, with whatever else belongs to them, in one atomic batch. The caller holds the locks of the items. */
export type Commit = (mutations: readonly Mutation[], more?: readonly BatchStep[]) => Promise<void>;

type Waiting = { steps: BatchStep[]; changed: string[]; resolve: () => void; reject: (error: unknown) => void };

/**
 * Items, index entries and change records go out together. Batches are written one after another, in the order of their records' positions,
 * or a reader of the feed could pass a record that is not there yet; what arrives meanwhile shares the next batch.
 */
export function createCommit(db: Database, feed: ChangeLog): Commit {
  let waiting: Waiting[] = [];
  let writing = false;

  async function write(group: readonly Waiting[]): Promise<void> {
    try {
      await db.batch(group.flatMap(({ steps }) => steps));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    feed.announce(new Set(group.flatMap(({ changed }) => changed)));
    for (const { resolve } of group) resolve();
  }

  async function writeAll(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await write(group);
    }
    writing = false;
  }

  return (mutations, more = []) => {
    const steps = [...more];
    const changed: string[] = [];
    for (const { table, before, after, expired = false } of mutations) {
      const records = feed.append(table.description, { before, after, expired });
      steps.push(...difference(table, before, after), ...records);
      if (records.length > 0) changed.push(table.description.TableName);
    }
    return new Promise((resolve, reject) => {
      waiting.push({ steps, changed, resolve, reject });
      void writeAll();
    });
  };
}
