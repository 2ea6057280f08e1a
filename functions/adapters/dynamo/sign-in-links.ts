import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SignInLink, SignInLinks } from "../../../core/organizations/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";

export const signInLinks: SignInLinks = {
  async put(codeHash, link) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...keys.signInLink(codeHash), ...link } })));
  },

  async take(codeHash, nowSeconds) {
    const taken = new DeleteCommand({
      TableName: tableName(),
      Key: keys.signInLink(codeHash),
      ConditionExpression: "expiresAt > :now",
      ExpressionAttributeValues: { ":now": nowSeconds },
      ReturnValues: "ALL_OLD",
    });
    try {
      const { Attributes } = await orUnavailable(dynamo.send(taken));
      const { tokenHash, expiresAt } = Attributes as SignInLink;
      return { tokenHash, expiresAt };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  },
};
