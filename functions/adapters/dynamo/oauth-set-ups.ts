import type { OauthSetUp, OauthSetUps } from "../../../core/jira-cloud/oauth/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { DeleteCommand, GetCommand, PutCommand } from "./commands.ts";
import { keys } from "./keys.ts";

export const oauthSetUps: OauthSetUps = {
  async put(setUp) {
    const Item = { ...keyOf(setUp), ...setUp };
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item })));
  },

  async find(organizationId, browser, id) {
    const Key = keyOf({ organizationId, browser, id });
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    if (!Item) return null;
    const { pk: _pk, sk: _sk, ...setUp } = Item;
    return setUp as OauthSetUp;
  },

  async remove(setUp) {
    await orUnavailable(dynamo.send(new DeleteCommand({ TableName: tableName(), Key: keyOf(setUp) })));
  },
};

const keyOf = ({ organizationId, browser, id }: Pick<OauthSetUp, "organizationId" | "browser" | "id">) =>
  keys.oauthSetUp(organizationId, browser, id);
