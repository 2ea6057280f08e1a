import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Watched, WatchedTrackers } from "../../../core/trackers/ports.ts";
import { dynamo, getItem, tableName, unlessRefused } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";

export const watched: WatchedTrackers = {
  list: async () => (await queryAll(keys.watched("", "").pk)).map(readWatched),

  async find({ provider, externalId }) {
    const item = await getItem(keys.watched(provider, externalId));
    return item ? readWatched(item) : null;
  },

  async record({ provider, externalId }, news) {
    const fields = Object.entries(news).filter(([, value]) => value !== undefined);
    if (fields.length === 0) return;
    const input = {
      TableName: tableName(),
      Key: keys.watched(provider, externalId),
      UpdateExpression: `SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(", ")}`,
      ConditionExpression: `attribute_exists(pk)${news.until === undefined ? "" : " AND #until <= :until"}`,
      ExpressionAttributeNames: {
        ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])),
        ...(news.until !== undefined && { "#until": "until" }),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
        ...(news.until !== undefined && { ":until": news.until }),
      },
    };
    await unlessRefused(dynamo.send(new UpdateCommand(input)));
  },
};

export const readWatched = (item: Record<string, unknown>): Watched => {
  const { provider, externalId, integrationId, until, failure = null, clock = null, paused = null } = item as Watched;
  return { provider, externalId, integrationId, until, failure, clock, paused };
};
