import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { AlertRule } from "../../../core/discord/alert-rule.ts";
import type { AlertRules } from "../../../core/discord/ports.ts";
import { NotFound } from "../../../core/errors.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { DeleteCommand, UpdateCommand } from "./commands.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact } from "./transact.ts";

export const alertRules: AlertRules = {
  async list(organizationId, projectId) {
    const items = await queryAll(keys.alertRule(organizationId, projectId, "").pk, prefixes.alertRule);
    return items.map(({ pk: _pk, sk: _sk, ...it }) => it as AlertRule);
  },

  async put(organizationId, projectId, rule) {
    const Item = { ...keys.alertRule(organizationId, projectId, rule.id), ...rule };
    const project = { TableName: tableName(), Key: keys.project(organizationId, projectId), ConditionExpression: "attribute_exists(pk)" };
    const refused = await transact([{ ConditionCheck: project }, { Put: { TableName: tableName(), Item } }]);
    if (refused.length > 0) throw new NotFound("The project is gone.");
  },

  async remove(organizationId, projectId, ruleId) {
    const Key = keys.alertRule(organizationId, projectId, ruleId);
    await orUnavailable(dynamo.send(new DeleteCommand({ TableName: tableName(), Key })));
  },

  async note(organizationId, projectId, ruleId, failure) {
    const input = {
      TableName: tableName(),
      Key: keys.alertRule(organizationId, projectId, ruleId),
      UpdateExpression: "SET failure = :failure",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":failure": failure },
    };
    await orUnavailable(dynamo.send(new UpdateCommand(input))).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  },
};
