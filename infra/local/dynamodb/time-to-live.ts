import * as z from "zod";
import { type BatchStep, type Item, under } from "./dynalite.ts";
import { difference, expiryAt, expiryOf, expiryPrefix, itemPrefix } from "./entries.ts";
import { validation } from "./errors.ts";
import type { OpenTable } from "./open-table.ts";
import type { Operations } from "./operations.ts";
import type { Writing } from "./writes.ts";

// developerguide/howitworks-ttl.html: an item that expired longer ago is left alone.
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

const Named = z.object({ TableName: z.string() });
const Update = Named.extend({ TimeToLiveSpecification: z.object({ AttributeName: z.string().min(1), Enabled: z.boolean() }) });

export function timeToLiveOperations({ store, tables }: Writing): Operations {
  return {
    async UpdateTimeToLive(request) {
      const { TableName, TimeToLiveSpecification } = Update.parse(request);
      const table = tables.get(TableName);
      const { Enabled, AttributeName } = TimeToLiveSpecification;
      if (Enabled === Boolean(table.timeToLive)) throw validation(`TimeToLive is already ${Enabled ? "enabled" : "disabled"}`);
      table.timeToLive = Enabled ? AttributeName : undefined;
      await tables.save(table);
      // Writes from now on keep the expiry entries; the items that are there get theirs here.
      const prefix = itemPrefix(TableName);
      const steps: BatchStep[] = [];
      for await (const item of store.db.values(under(prefix))) steps.push(...difference(table, undefined, item as Item));
      await store.db.batch(steps.filter(({ key }) => key.startsWith(expiryPrefix(TableName))));
      return { TimeToLiveSpecification };
    },
    async DescribeTimeToLive(request) {
      const { timeToLive } = tables.get(Named.parse(request).TableName);
      const description = timeToLive ? { TimeToLiveStatus: "ENABLED", AttributeName: timeToLive } : { TimeToLiveStatus: "DISABLED" };
      return { TimeToLiveDescription: description };
    },
  };
}

/** Deletes what has expired, as the service does it: by and by, with a change record that names it as the cause. `now` is in epoch milliseconds. */
export async function deleteExpired(writing: Writing, now: number): Promise<void> {
  for (const table of writing.tables.all()) {
    if (table.timeToLive) await deleteExpiredOf(writing, table, table.timeToLive, now / 1000);
  }
}

async function deleteExpiredOf(writing: Writing, table: OpenTable, attribute: string, now: number): Promise<void> {
  const { store, withLocks, commit } = writing;
  const { TableName } = table.description;
  const due = { gte: expiryAt(TableName, now - OLDEST_SECONDS), lt: expiryAt(TableName, now) };
  for await (const [entry, key] of store.db.iterator(due)) {
    const id = itemPrefix(TableName) + String(key);
    await withLocks([id], async () => {
      const before = (await store.db.get(id)) as Item | undefined;
      const expires = before && expiryOf(before, attribute);
      if (expires && expires < now) await commit([{ table, before, after: undefined, expired: true }]);
      else await store.db.batch([{ type: "del", key: entry }]);
    });
  }
}
