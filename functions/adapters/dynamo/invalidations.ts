import type { UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { InvalidationProgress } from "../../../core/caches/invalidation.ts";
import type { Invalidations } from "../../../core/caches/ports.ts";
import { activeProject } from "./active-project.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys, prefixes } from "./keys.ts";
import { queryPage } from "./query.ts";
import { transact } from "./transact.ts";

type Item = Record<string, unknown>;
type Place = Parameters<Invalidations["freed"]>[0];
type Change = Pick<UpdateCommandInput, "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeValues">;

const KEPT_SECONDS = 30 * 86_400;

export const invalidations: Invalidations = {
  async begin({ by, reason, requestedAt, ...place }, effectiveAt) {
    const expiresAt = Math.floor(requestedAt / 1000) + KEPT_SECONDS;
    const item = { ...place, by, reason, requestedAt, effectiveAt, done: 0, expiresAt };
    const failed = await transact([
      activeProject(place.organizationId, place.projectId),
      {
        Put: {
          TableName: tableName(),
          Item: { ...keys.invalidation(place.organizationId, place.projectId, place.id), ...item },
          ConditionExpression: "attribute_not_exists(pk) OR (#by = :by AND attribute_not_exists(counted))",
          ExpressionAttributeNames: { "#by": "by" },
          ExpressionAttributeValues: { ":by": by },
        },
      },
    ]);
    return failed.length === 0;
  },

  async allFound(place, { chunks, groups }, at) {
    await finish(
      place,
      at,
      await update(place, {
        UpdateExpression: "SET chunks = :chunks, counted = :groups",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":chunks": chunks, ":groups": groups },
      }),
    );
  },

  async freed(place, { chunk, groups }, at) {
    await finish(
      place,
      at,
      await update(place, {
        UpdateExpression: "ADD done :groups, freed :chunks",
        ConditionExpression: "attribute_exists(pk) AND NOT contains(freed, :chunk)",
        ExpressionAttributeValues: { ":groups": groups, ":chunks": new Set([chunk]), ":chunk": chunk },
      }),
    );
  },

  async newest(organizationId, projectId) {
    const { pk } = keys.invalidation(organizationId, projectId, "");
    const { items } = await queryPage({ pk, prefix: prefixes.invalidation, page: { limit: 1 } });
    return items[0] ? read(items[0]) : null;
  },
};

/** The item as it is afterwards; null when the condition does not hold. */
async function update({ organizationId, projectId, id }: Place, change: Change): Promise<Item | null> {
  const request = new UpdateCommand({
    TableName: tableName(),
    Key: keys.invalidation(organizationId, projectId, id),
    ReturnValues: "ALL_NEW",
    ...change,
  });
  return (await unlessRefused(dynamo.send(request)))?.Attributes ?? null;
}

/** Whoever comes last, be it a chunk or the number of them. */
async function finish(place: Place, at: number, item: Item | null): Promise<void> {
  const freed = (item?.freed as Set<number> | undefined)?.size ?? 0;
  if (item?.chunks !== freed) return;
  await update(place, { UpdateExpression: "SET finishedAt = if_not_exists(finishedAt, :at)", ExpressionAttributeValues: { ":at": at } });
}

const read = (item: Item): InvalidationProgress => {
  const { organizationId, projectId, id, by, reason, requestedAt, effectiveAt, done } = item as InvalidationProgress;
  const { counted = null, finishedAt = null } = item as Partial<InvalidationProgress>;
  return { organizationId, projectId, id, by, reason, requestedAt, effectiveAt, counted, done, finishedAt };
};
