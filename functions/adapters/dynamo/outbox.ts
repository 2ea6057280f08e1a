import type { Outbox } from "../../../core/relay/outbox.ts";
import { batchGet } from "./batch-get.ts";
import { changeOf } from "./changes.ts";
import { dynamo, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { DeleteCommand, QueryCommand, UpdateCommand } from "./commands.ts";
import { indexed, type Key, keyNamed, prefixes } from "./keys.ts";

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
    // The index is a moment behind: what everybody has since is not in the outbox any more.
    return items.filter((it) => it.gsi2pk !== undefined).map((it) => changeOf({ pk: String(it.pk), sk: String(it.sk) }, it));
  },

  async done({ entry }) {
    const Key = keyNamed(entry);
    // What was written for the outbox alone is of no more use.
    if (Key.sk.startsWith(prefixes.change)) await orUnavailable(dynamo.send(new DeleteCommand({ TableName: tableName(), Key })));
    else await update(Key, "REMOVE gsi2pk, gsi1sk");
  },

  async postpone({ entry }, now) {
    await update(keyNamed(entry), "SET gsi1sk = :place", { ":place": indexed.time(now, entry) });
  },
};

async function update(Key: Key, UpdateExpression: string, values?: object): Promise<void> {
  const input = { TableName: tableName(), Key, UpdateExpression, ConditionExpression: "attribute_exists(gsi2pk)" };
  await unlessRefused(dynamo.send(new UpdateCommand({ ...input, ...(values && { ExpressionAttributeValues: { ...values } }) })));
}
