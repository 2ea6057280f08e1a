import { type BatchStep, createIndexKey, createKey, type Index, type Item, type Table } from "./dynalite.ts";
import type { OpenTable } from "./open-table.ts";

export const itemPrefix = (table: string) => `item-${table}~`;
export const indexPrefix = (scope: "local" | "global", table: string, index = "") => `index-${scope}~${table}~${index && `${index}~`}`;
export const expiryPrefix = (table: string) => `expiry~${table}~`;

/** The start of the expiry entries of that second; entries sort by it. */
export const expiryAt = (table: string, seconds: number) => `${expiryPrefix(table)}${String(Math.floor(seconds)).padStart(12, "0")}~`;

/** What turns the database's entries of the item as it was into those of the item as it is. */
export function difference(table: OpenTable, before: Item | undefined, after: Item | undefined): BatchStep[] {
  const entries = after ? entriesOf(table, after) : new Map<string, unknown>();
  const stale = before ? [...entriesOf(table, before).keys()].filter((key) => !entries.has(key)) : [];
  return [
    ...stale.map((key) => ({ type: "del", key }) as const),
    ...[...entries].map(([key, value]) => ({ type: "put", key, value }) as const),
  ];
}

/** Everything an item is in the database: itself, its place in every index that has its key attributes, the time it expires at. */
function entriesOf({ description: table, timeToLive }: OpenTable, item: Item): Map<string, unknown> {
  const key = createKey(item, table);
  const entries = new Map<string, unknown>([[itemPrefix(table.TableName) + key, item]]);
  for (const [scope, indexes] of [["local", table.LocalSecondaryIndexes] as const, ["global", table.GlobalSecondaryIndexes] as const]) {
    for (const index of indexes ?? []) {
      if (!index.KeySchema.every(({ AttributeName }) => item[AttributeName])) continue;
      const place = indexPrefix(scope, table.TableName, index.IndexName) + createIndexKey(item, table, index.KeySchema);
      entries.set(place, project(item, index, table));
    }
  }
  const expires = timeToLive && expiryOf(item, timeToLive);
  if (expires) entries.set(expiryAt(table.TableName, expires) + key, key);
  return entries;
}

function project(item: Item, { KeySchema, Projection }: Index, table: Table): Item {
  if (Projection.ProjectionType === "ALL") return item;
  const keys = [...KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName);
  return pick(item, [...keys, ...(Projection.NonKeyAttributes ?? [])]);
}

export function pick(item: Item, attributes: readonly string[]): Item {
  return Object.fromEntries(attributes.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

/** Epoch seconds at which the item expires, or undefined where the attribute is no usable time. */
export function expiryOf(item: Item, attribute: string): number | undefined {
  const seconds = Number(item[attribute]?.N);
  return seconds > 0 && seconds < 1e12 ? seconds : undefined;
}
