import type { SearchIndex } from "../../../core/events/ports.ts";
import type { Tag } from "../../../core/events/searched-tags.ts";
import type { GroupRef } from "../../../core/issues/group.ts";
import { ONLY_FILTERS } from "../../../core/issues/only-filters.ts";
import { batchGet } from "./batch-get.ts";
import { tableName } from "./client.ts";
import { indexed, keys, prefixes } from "./keys.ts";
import { transact, type Write } from "./transact.ts";

const HOUR = 3_600_000;
/** A set of values is rewritten with each new one, and read whole. Of releases an issue sees more than of anything else worth a search. */
const MOST_KEYS = 100;
const mostValues = (key: string): number => (key === "release" ? 200 : 100);
/** Two writes a tag and one of the state, of the hundred that a transaction takes. */
const IN_TRANSACTION = 49;
const DAYS = 90;

/** Which tags were written when, as long as a function is warm: they are written again in another hour, and nothing is read for them. */
const written = new Map<string, number>();
const MOST_WRITTEN = 50_000;

export const searchIndex: SearchIndex = {
  async saw(group, tags, at) {
    const hour = at - (at % HOUR);
    const nameOf = ([key, value]: Tag) => `${group.groupId} ${key}=${value}`;
    const fullOf = (key: string) => `${group.groupId} ${key}`;
    const open = tags.filter((it) => (written.get(nameOf(it)) ?? -1) < hour && !written.has(fullOf(it[0])));
    if (open.length === 0) return;
    const known = await valuesOf(group, [...new Set(open.map(([key]) => key))]);
    const kept = open.filter((it) => admit(known, it));
    for (let from = 0; from < kept.length; from += IN_TRANSACTION) {
      const some = kept.slice(from, from + IN_TRANSACTION);
      const failed = await transact([
        placed(group, hour),
        ...sets(group, some, known, at),
        ...some.filter(([key]) => !ONLY_FILTERS.has(key)).map((it) => entry(group, it, hour, at)),
      ]);
      // Merged or deleted meanwhile.
      if (failed.length > 0) return;
    }
    if (written.size > MOST_WRITTEN) written.clear();
    for (const it of open) written.set(nameOf(it), hour);
    for (const key of ONLY_FILTERS) if ((known.values.get(key)?.size ?? 0) >= mostValues(key)) written.set(fullOf(key), hour);
  },
};

type Known = { values: Map<string, Set<string>>; keys: Set<string>; added: Map<string, Set<string>> };

async function valuesOf({ organizationId, groupId }: GroupRef, tags: string[]): Promise<Known> {
  const items = await batchGet(["", ...tags].map((it) => keys.tagValues(organizationId, groupId, it)));
  const values = new Map(items.map((it) => [String(it.sk).slice(prefixes.tagValues.length), new Set(it.tagValues as Set<string>)]));
  return { values, keys: values.get("") ?? new Set(), added: new Map() };
}

/** Whether there is something to write: it is in the index by now, or there is room. Notes what is new. */
function admit({ values, keys: tags, added }: Known, [key, value]: Tag): boolean {
  const known = values.get(key) ?? new Set();
  if (known.has(value)) return !ONLY_FILTERS.has(key);
  if (known.size >= mostValues(key) || (!tags.has(key) && tags.size >= MOST_KEYS)) return false;
  const add = (to: string, one: string) => added.set(to, (added.get(to) ?? new Set()).add(one));
  if (!tags.has(key)) add("", key);
  add(key, value);
  tags.add(key);
  values.set(key, known.add(value));
  return true;
}

/** The state lists by the same hour. It is there as long as the group is. */
const placed = ({ organizationId, groupId }: GroupRef, hour: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.groupState(organizationId, groupId),
    UpdateExpression: "SET gsi1sk = :place",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":place": indexed.time(hour, groupId) },
  },
});

/** The new ones among these. The names of keys go with the first. */
function sets({ organizationId, groupId }: GroupRef, tags: readonly Tag[], { added }: Known, at: number): Write[] {
  const here = new Set(["", ...tags.map(([key]) => key)]);
  const due = [...added].filter(([key]) => here.has(key));
  for (const [key] of due) added.delete(key);
  return due.map(([key, values]) => ({
    Update: {
      TableName: tableName(),
      Key: keys.tagValues(organizationId, groupId, key),
      UpdateExpression: "SET expiresAt = :expires ADD tagValues :values",
      ExpressionAttributeValues: { ":expires": expiry(at), ":values": values },
    },
  }));
}

function entry({ organizationId, projectId, groupId }: GroupRef, [key, value]: Tag, hour: number, at: number): Write {
  const place = { gsi1pk: indexed.tag(organizationId, projectId, key, value), gsi1sk: indexed.time(hour, groupId) };
  const Item = { ...keys.tagged(organizationId, groupId, key, value), ...place, groupId, expiresAt: expiry(at) };
  return { Put: { TableName: tableName(), Item } };
}

/** As long as events are kept. */
const expiry = (at: number): number => Math.floor(at / 1000) + DAYS * 86_400;
