import type { SignInLink, SignInLinks } from "../../../core/sessions/ports.ts";
import { dynamo, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { DeleteCommand, PutCommand } from "./commands.ts";
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
    const answer = await unlessRefused(dynamo.send(taken));
    if (!answer) return null;
    const { tokenHash, expiresAt } = answer.Attributes as SignInLink;
    return { tokenHash, expiresAt };
  },
};
