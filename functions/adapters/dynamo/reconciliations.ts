import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Reconciled, Reconciliations } from "../../../core/sync/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";

export const reconciliations: Reconciliations = {
  list: async () => (await queryAll(keys.reconciliation("", "").pk)).map(read),

  async find(provider, externalId) {
    const input = { TableName: tableName(), Key: keys.reconciliation(provider, externalId) };
    const { Item } = await orUnavailable(dynamo.send(new GetCommand(input)));
    return Item ? read(Item) : null;
  },

  async record({ provider, externalId }, { failure, until }) {
    const moves = until !== undefined;
    const input = {
      TableName: tableName(),
      Key: keys.reconciliation(provider, externalId),
      UpdateExpression: `SET failure = :failure${moves ? ", #until = :until" : ""}`,
      ConditionExpression: `attribute_exists(pk)${moves ? " AND #until < :until" : ""}`,
      ...(moves && { ExpressionAttributeNames: { "#until": "until" } }),
      ExpressionAttributeValues: { ":failure": failure, ...(moves && { ":until": until }) },
    };
    await orUnavailable(dynamo.send(new UpdateCommand(input))).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  },
};

const read = (item: Record<string, unknown>): Reconciled => {
  const { provider, externalId, until, failure } = item as Reconciled;
  return { provider, externalId, until, failure };
};
