import type { Token } from "../../../core/organizations/access.ts";
import type { Tokens } from "../../../core/organizations/ports.ts";
import { dynamo, getItem, orUnavailable, tableName } from "./client.ts";
import { PutCommand } from "./commands.ts";
import { keys } from "./keys.ts";

export const tokens: Tokens & { put(sha256: string, token: Token): Promise<void> } = {
  async find(sha256) {
    const item = await getItem(keys.token(sha256));
    return item ? readToken(item) : null;
  },
  async put(sha256, token) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...keys.token(sha256), ...token } })));
  },
};

export const readToken = ({ pk: _pk, sk: _sk, ended, ...token }: Record<string, unknown>): Token => ({
  ...(token as Token),
  ...(ended instanceof Set && { ended: [...ended] }),
});
