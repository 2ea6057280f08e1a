import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { GivenUp, Posted, PostedMessages } from "../../../core/discord/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { withMessage } from "./group-items.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll, queryPage } from "./query.ts";
import { transact, type Write } from "./transact.ts";

const GIVEN_UP_SECONDS = 30 * 86_400;

export const postedMessages: PostedMessages = {
  async ofGroup(organizationId, groupId) {
    const items = await queryAll(keys.group(organizationId, groupId).pk, prefixes.posted);
    return items.map(({ pk: _pk, sk: _sk, ...it }) => it as Posted);
  },

  async put(message, { ruleId, cause }) {
    const { organizationId, groupId } = message;
    const Update = {
      TableName: tableName(),
      Key: keys.alert(organizationId, groupId, ruleId),
      UpdateExpression: "SET done = :cause",
      ExpressionAttributeValues: { ":cause": cause },
    };
    await transact([
      withMessage(message, message),
      { Update },
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

  async giveUp(message, { shortId, failure, at }) {
    const { organizationId, groupId, guildId, channelId, messageId, via } = message;
    const Update = {
      TableName: tableName(),
      Key: keyOf(message),
      UpdateExpression: "SET failure = :failure",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":failure": failure },
    };
    const Item = {
      ...keys.givenUp(organizationId, at, messageId),
      ...{ groupId, guildId, channelId, via, shortId, failure, at, expiresAt: Math.floor(at / 1000) + GIVEN_UP_SECONDS },
    };
    await transact([{ Update }, { Put: { TableName: tableName(), Item } }]);
  },

  async givenUp(organizationId, limit) {
    const { items } = await queryPage({ pk: keys.organization(organizationId).pk, prefix: prefixes.givenUp, page: { limit } });
    return items.map(({ pk: _pk, sk: _sk, expiresAt: _e, ...it }) => it as GivenUp);
  },

  async claim(organizationId, groupId, { ruleId, cause, at, window }) {
    const Update = {
      TableName: tableName(),
      Key: keys.alert(organizationId, groupId, ruleId),
      UpdateExpression: "SET cause = :cause, #at = :at",
      ConditionExpression:
        "attribute_not_exists(cause) OR (cause = :cause AND (attribute_not_exists(done) OR done <> :cause)) OR #at <= :before",
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
