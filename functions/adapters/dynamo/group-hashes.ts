import type { Events } from "../../../core/events/ports.ts";
import { batchGet } from "./batch-get.ts";
import { tableName } from "./client.ts";
import { keys, prefixes } from "./keys.ts";
import { transact, type Write } from "./transact.ts";

/** A merge rewrites the keys of several groups in one transaction. What is left out costs an update of an SDK its way back, no event. */
const MOST = 20;

/** One read unit a key, a hundred keys a request. */
export const groupsByHashes: Events["groupsByHashes"] = async (organizationId, projectId, events) => {
  const all = [...new Set(events.flat())];
  const items = await batchGet(all.map((hash) => keys.hash(organizationId, projectId, hash)));
  const found = new Map(items.map((it) => [String(it.sk).slice(prefixes.hash.length), it]));
  return events.map((hashes) => {
    const hash = hashes.find((it) => found.has(it));
    if (hash === undefined) return null;
    const { groupId, full } = found.get(hash) as { groupId: number; full?: true };
    return { groupId, hash, missing: full ? [] : hashes.filter((it) => !found.has(it)) };
  });
};

export const addHashes: Events["addHashes"] = async (organizationId, projectId, { groupId, hash, missing }) => {
  const puts = missing.map((it): Write => {
    const Item = { ...keys.hash(organizationId, projectId, it), groupId };
    return { Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" } };
  });
  const failed = await transact([...puts, listed(organizationId, groupId, missing)]);
  if (failed.includes(puts.length)) await transact([markFull(keys.hash(organizationId, projectId, hash), groupId)]);
};

const listed = (organizationId: number, groupId: number, hashes: readonly string[]): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.group(organizationId, groupId),
    UpdateExpression: "SET hashes = list_append(hashes, :more)",
    ConditionExpression: "size(hashes) < :most",
    ExpressionAttributeValues: { ":more": hashes, ":most": MOST },
  },
});

/** So that no further event tries. A key that leads elsewhere by now, or nowhere, is left alone. */
const markFull = (Key: { pk: string; sk: string }, groupId: number): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET #full = :yes",
    ConditionExpression: "groupId = :group",
    ExpressionAttributeNames: { "#full": "full" },
    ExpressionAttributeValues: { ":yes": true, ":group": groupId },
  },
});
