import type { Escalations, Watch } from "../../../core/issues/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand } from "./commands.ts";
import { keys } from "./keys.ts";
import { transact } from "./transact.ts";

export const escalations: Escalations = {
  async find(organizationId, groupId) {
    const read = new GetCommand({ TableName: tableName(), Key: keys.escalation(organizationId, groupId), ConsistentRead: true });
    const { Item } = await orUnavailable(dynamo.send(read));
    if (!Item) return null;
    const { pk: _pk, sk: _sk, ...watch } = Item;
    return watch as Watch;
  },

  async put({ organizationId, groupId }, watch) {
    const Key = keys.group(organizationId, groupId);
    await transact([
      { ConditionCheck: { TableName: tableName(), Key, ConditionExpression: "attribute_exists(pk)" } },
      { Put: { TableName: tableName(), Item: { ...keys.escalation(organizationId, groupId), ...watch } } },
    ]);
  },
};
