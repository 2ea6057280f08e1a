import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Posted, PostedMessages } from "../../../core/discord/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { withMessage } from "./group-items.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

export const postedMessages: PostedMessages = {
  async ofGroup(organizationId, groupId) {
    const items = await queryAll(keys.group(organizationId, groupId).pk, prefixes.posted);
    return items.map(({ pk: _pk, sk: _sk, ...it }) => it as Posted);
  },

  async put(message) {
    await transact([
      withMessage(message, message),
      { Put: { TableName: tableName(), Item: { ...keyOf(message), ...message } } },
    ]);
  },

  async update(message, set) {
    const fields = Object.entries(set);
    const input = {
      TableName: tableName(),
      Key: keyOf(message),
      UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(", ")}`,
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
    };
    await orUnavailable(dynamo.send(new UpdateCommand(input))).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  },

  async claim(organizationId, groupId, { ruleId, cause, at, window }) {
    const Update = {
      TableName: tableName(),
      Key: keys.alert(organizationId, groupId, ruleId),
      UpdateExpression: "SET cause = :cause, #at = :at",
      ConditionExpression: "attribute_not_exists(pk) OR cause = :cause OR #at <= :before",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":cause": cause, ":at": at, ":before": at - window },
    };
    return (await transact([exists(organizationId, groupId), { Update }])).length === 0;
  },
};

const keyOf = ({ organizationId, groupId, channelId, messageId }: Posted) => keys.posted(organizationId, groupId, channelId, messageId);

/** Nothing is kept for a group that is gone. */
const exists = (organizationId: number, groupId: number): Write => ({
  ConditionCheck: { TableName: tableName(), Key: keys.group(organizationId, groupId), ConditionExpression: "attribute_exists(pk)" },
});
