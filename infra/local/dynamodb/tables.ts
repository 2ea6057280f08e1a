import { changePrefix, checkpointPrefix } from "./change-feed.ts";
import { type BatchStep, type Callback, type Store, type Table, under } from "./dynalite.ts";
import { expiryPrefix, indexPrefix, itemPrefix } from "./entries.ts";
import { notFound } from "./errors.ts";
import type { OpenTable } from "./open-table.ts";

export type Tables = {
  all(): OpenTable[];
  /** Throws ResourceNotFoundException. */
  get(name: string): OpenTable;
  save(table: OpenTable): Promise<void>;
  /** Removes the table with all that is in it. */
  remove(name: string): Promise<void>;
};

const PREFIX = "table~";

/** The tables of an open store, in memory and on disk. dynalite's actions find them here too. */
export async function openTables(store: Store): Promise<Tables> {
  const { db } = store;
  const open = new Map<string, OpenTable>();
  for await (const value of db.values(under(PREFIX))) {
    const table = value as OpenTable;
    open.set(table.description.TableName, table);
  }

  store.getTable = (name, checkStatus, done = checkStatus as Callback<Table>) => {
    const table = open.get(name);
    if (table) done(null, table.description);
    else done(notFound(`Table: ${name}`));
  };

  async function removal(prefix: string): Promise<BatchStep[]> {
    const keys = await db.keys(under(prefix)).all();
    return keys.map((key) => ({ type: "del", key }));
  }

  return {
    all: () => [...open.values()],
    get(name) {
      const table = open.get(name);
      if (!table) throw notFound(`Table: ${name}`);
      return table;
    },
    async save(table) {
      const name = table.description.TableName;
      open.set(name, table);
      await db.batch([{ type: "put", key: PREFIX + name, value: table }]);
    },
    async remove(name) {
      open.delete(name);
      const owned = [itemPrefix, expiryPrefix, changePrefix, checkpointPrefix].map((prefix) => prefix(name));
      const steps = await Promise.all([...owned, indexPrefix("local", name), indexPrefix("global", name)].map(removal));
      await db.batch([{ type: "del", key: PREFIX + name }, ...steps.flat()]);
    },
  };
}
