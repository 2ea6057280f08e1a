import type { QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import type { ProjectContents } from "../../../core/projects/ports.ts";
import { now } from "../clock.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand } from "./commands.ts";
import { type Key, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { remove } from "./remove.ts";
import { tickets } from "./tickets.ts";
import { transact, type Write } from "./transact.ts";

type Item = Record<string, unknown> & Key;
/** With the groups that were merged into it. */
type StoredGroup = { id: number; shortId: string; absorbed?: { id: number; shortId: string }[] };

/** Groups that are looked through at the same time. */
const PARALLEL = 20;
const FORGOTTEN_ATTEMPTS = 3;

export const projectContents: ProjectContents = {
  async removeKeys(organizationId, projectId) {
    const own = (await queryAll(projectPk(organizationId, projectId), prefixes.key)) as Item[];
    await remove(own.map((it) => keys.publicKey(it.publicKey as string)));
    await remove(own);
  },

  async countGroups(organizationId, projectId) {
    let count = 0;
    let start: Item | undefined;
    do {
      const answer = await query(projectPk(organizationId, projectId), prefixes.hash, { Select: "COUNT", ExclusiveStartKey: start });
      count += answer.count;
      start = answer.next;
    } while (start);
    return count;
  },

  async groups(organizationId, projectId, limit) {
    const { items } = await query(projectPk(organizationId, projectId), prefixes.hash, { Limit: limit });
    return items.map((it) => ({ hash: it.sk.slice(prefixes.hash.length), groupId: it.groupId as number }));
  },

  async closeGroups(organizationId, _projectId, groupIds) {
    const found = (await batchGet(groupIds.map((id) => keys.group(organizationId, id)))) as StoredGroup[];
    const merged = found.flatMap(({ absorbed = [] }) => absorbed);
    await remove([...found, ...merged].map((it) => keys.shortId(organizationId, it.shortId)));
    for (const { id } of merged) await empty(organizationId, (await queryAll(keys.group(organizationId, id).pk)) as Item[]);
    await remove(groupIds.flatMap((id) => [keys.group(organizationId, id), keys.groupState(organizationId, id)]));
  },

  async emptyGroups(organizationId, _projectId, groupIds, limit) {
    const found: Item[] = [];
    const more: number[] = [];
    const waiting = [...groupIds];
    const look = async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const { items, next } = await query(keys.group(organizationId, id).pk, "", {
          ...KEYS_ONLY,
          Limit: Math.ceil(limit / groupIds.length),
        });
        found.push(...items);
        if (next) more.push(id);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, look));
    await empty(organizationId, found);
    return more;
  },

  async forgetGroups(organizationId, projectId, forgotten) {
    let rest = forgotten.map(({ hash }): Write => existing(keys.hash(organizationId, projectId, hash)));
    for (let attempt = 0; rest.length > 0 && attempt < FORGOTTEN_ATTEMPTS; attempt++) {
      const failed = await transact([...rest, countDone(organizationId, projectId, rest.length)]);
      if (failed.length === 0) return;
      // Another delivery of the same message was faster, and has counted them.
      rest = rest.filter((_, position) => !failed.includes(position));
    }
  },

  async removeRest(organizationId, projectId, limit) {
    const { items } = await query(projectPk(organizationId, projectId), "", { ...KEYS_ONLY, Limit: limit });
    // A group that came late is found, and removed like the others, by the next step.
    await remove(items.filter((it) => !it.sk.startsWith(prefixes.hash)));
    return items.length;
  },
};

const KEYS_ONLY = { ProjectionExpression: "pk, sk, groupId, integrationId, ticketId" };

const projectPk = (organizationId: number, projectId: number): string => keys.hash(organizationId, projectId, "").pk;

async function query(pk: string, prefix: string, more: Partial<Record<keyof QueryCommandInput, unknown>>) {
  const command = new QueryCommand({
    TableName: tableName(),
    KeyConditionExpression: prefix ? "pk = :pk AND begins_with(sk, :prefix)" : "pk = :pk",
    ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }) },
    ConsistentRead: true,
    ...more,
  } as QueryCommandInput);
  const { Items = [], Count = 0, LastEvaluatedKey: next } = await orUnavailable(dynamo.send(command));
  return { items: Items as Item[], count: Count, next: next as Item | undefined };
}

/** Items of groups, after what only they lead to. */
async function empty(organizationId: number, items: readonly Item[]): Promise<void> {
  const links = items.filter((it) => it.sk.startsWith(prefixes.link)) as (Item & {
    groupId: number;
    integrationId: number;
    ticketId: string;
  })[];
  await remove(links.map(({ integrationId, ticketId, groupId }) => keys.ticketLink(organizationId, integrationId, ticketId, groupId)));
  // A ticket that nothing is linked to any more is forgotten by whoever looks at it.
  for (const link of links) await tickets.expect(link, now());
  await remove(items);
}

const existing = (Key: Key): Write => ({ Delete: { TableName: tableName(), Key, ConditionExpression: "attribute_exists(pk)" } });

const countDone = (organizationId: number, projectId: number, groups: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.deletion(organizationId, projectId),
    UpdateExpression: "ADD done :groups",
    ExpressionAttributeValues: { ":groups": groups },
  },
});
