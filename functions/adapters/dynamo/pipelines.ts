import type { Pipeline, Pipelines } from "../../../core/jira-server/pipeline.ts";
import { dynamo, getItem, orUnavailable, tableName } from "./client.ts";
import { PutCommand } from "./commands.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";

const plain = ({ pk: _pk, sk: _sk, ...item }: Record<string, unknown>): Pipeline => item as Pipeline;

export const pipelines: Pipelines = {
  async put(pipeline) {
    const { organizationId, browser, id } = pipeline;
    const Item = { ...keys.pipeline(organizationId, browser, id), ...pipeline };
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item })));
  },

  list: async (organizationId, browser) => (await queryAll(keys.pipeline(organizationId, browser, "").pk, prefixes.pipeline)).map(plain),

  async find(organizationId, browser, id) {
    const item = await getItem(keys.pipeline(organizationId, browser, id));
    return item ? plain(item) : null;
  },
};
