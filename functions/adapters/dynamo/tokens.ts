import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Token } from "../../../core/organizations/access.ts";
import type { Tokens } from "../../../core/organizations/ports.ts";
import { dynamo, getItem, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";

export const tokens: Tokens & { put(sha256: string, token: Token): Promise<void> } = {
  async find(sha256) {
    const item = await getItem(keys.token(sha256));
    if (!item) return null;
    const { pk: _pk, sk: _sk, ended, ...token } = item;
    return { ...(token as Token), ...(ended instanceof Set && { ended: [...ended] }) };
  },
  async put(sha256, token) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...keys.token(sha256), ...token } })));
  },
};
