import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Committed, Outbox } from "../../../core/relay/outbox.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { inOutbox, readActivity } from "./group-items.ts";
import { indexed, type Key, keys } from "./keys.ts";

export const outbox: Outbox = {
  async waiting(part, until, limit) {
    const { Items = [] } = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: "gsi2",
          KeyConditionExpression: "gsi2pk = :part AND gsi1sk < :until",
          ExpressionAttributeValues: { ":part": indexed.outbox(part), ":until": indexed.time(until, "") },
          Limit: limit,
        }),
      ),
    );
    const items = await batchGet(Items.map(({ pk, sk }) => ({ pk, sk }) as Key));
    // The index is a moment behind: what was relayed since is not in the outbox any more.
    return items.filter((it) => it.gsi2pk !== undefined).map(readActivity);
  },

  async done(change) {
    await update(change, "REMOVE gsi2pk, gsi1sk");
  },

  async postpone(change, now) {
    await update(change, "SET gsi1sk = :place", { ":place": inOutbox(change, now).gsi1sk });
  },
};

async function update({ organizationId, groupId, version }: Committed, UpdateExpression: string, values?: object): Promise<void> {
  const Key = keys.activity(organizationId, groupId, version);
  const input = { TableName: tableName(), Key, UpdateExpression, ConditionExpression: "attribute_exists(gsi2pk)" };
  await unlessRefused(dynamo.send(new UpdateCommand({ ...input, ...(values && { ExpressionAttributeValues: { ...values } }) })));
}
