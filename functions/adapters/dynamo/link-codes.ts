import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { LinkCode, LinkCodes } from "../../../core/discord/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { DeleteCommand, GetCommand, PutCommand } from "./commands.ts";
import { keys } from "./keys.ts";

export const linkCodes: LinkCodes = {
  async put(codeHash, code) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...keys.linkCode(codeHash), ...code } })));
  },

  async see(codeHash, nowSeconds) {
    const read = new GetCommand({ TableName: tableName(), Key: keys.linkCode(codeHash), ConsistentRead: true });
    const { Item } = await orUnavailable(dynamo.send(read));
    return Item && Item.expiresAt > nowSeconds ? readCode(Item) : null;
  },

  async take(codeHash, nowSeconds) {
    const taken = new DeleteCommand({
      TableName: tableName(),
      Key: keys.linkCode(codeHash),
      ConditionExpression: "expiresAt > :now",
      ExpressionAttributeValues: { ":now": nowSeconds },
      ReturnValues: "ALL_OLD",
    });
    try {
      return readCode((await orUnavailable(dynamo.send(taken))).Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  },
};

const readCode = ({ pk: _pk, sk: _sk, ...code }: Record<string, unknown>): LinkCode => code as LinkCode;
