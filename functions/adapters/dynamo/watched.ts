import type { Watched, WatchedTrackers } from "../../../core/trackers/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";

export const watched: WatchedTrackers = {
  list: async () => (await queryAll(keys.watched("", "").pk)).map(readWatched),

  find: async (tracker) => (await watched.findAll([tracker]))[0] ?? null,

  async findAll(trackers) {
    const wanted = trackers.map(({ provider, externalId }) => keys.watched(provider, externalId));
    const found = await batchGet(wanted);
    return wanted.map(({ sk }) => {
      const item = found.find((it) => it.sk === sk);
      return item ? readWatched(item) : null;
    });
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

  async repaired({ provider, externalId }, { organizations, at }) {
    const each = [...organizations.entries()];
    const input = {
      TableName: tableName(),
      Key: keys.watched(provider, externalId),
      UpdateExpression: `ADD ${each.map(([n]) => `#count${n} :one`).join(", ")} SET ${each.map(([n]) => `#at${n} = :at`).join(", ")}`,
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: Object.fromEntries(
        each.flatMap(([n, id]) => [
          [`#count${n}`, `${REPAIRED}${id}`],
          [`#at${n}`, `${REPAIRED_AT}${id}`],
        ]),
      ),
      ExpressionAttributeValues: { ":one": 1, ":at": at },
    };
    await unlessRefused(dynamo.send(new UpdateCommand(input)));
  },
};

/** An attribute each for an organization, so that what is not there yet can be added to. */
const REPAIRED = "repaired#";
const REPAIRED_AT = "repairedAt#";

export const readWatched = (item: Record<string, unknown>): Watched => {
  const { provider, externalId, integrationId, until, failure = null, clock = null, paused = null } = item as Watched;
  const counts = Object.keys(item).filter((it) => it.startsWith(REPAIRED));
  const repaired = counts.map((it) => {
    const id = it.slice(REPAIRED.length);
    return [id, { count: Number(item[it]), at: Number(item[`${REPAIRED_AT}${id}`]) }] as const;
  });
  const known = { provider, externalId, integrationId, until, failure, clock, paused };
  return repaired.length > 0 ? { ...known, repaired: Object.fromEntries(repaired) } : known;
};
