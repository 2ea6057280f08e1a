import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Token } from "../../../core/organizations/access.ts";
import type { Tokens } from "../../../core/organizations/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";

export const tokens: Tokens & { put(sha256: string, token: Token): Promise<void> } = {
  async find(sha256) {
    const read = new GetCommand({ TableName: tableName(), Key: keys.token(sha256), ConsistentRead: true });
    const { Item } = await orUnavailable(dynamo.send(read));
    if (!Item) return null;
    const { pk: _pk, sk: _sk, ended, ...token } = Item;
    return { ...token, ...(ended && { ended: [...ended] }) } as Token;
  },
  async put(sha256, token) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...keys.token(sha256), ...token } })));
  },
};
