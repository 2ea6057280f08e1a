import { NotFound } from "../../../core/errors.ts";
import type { Releases } from "../../../core/releases/ports.ts";
import type { Release } from "../../../core/releases/release.ts";
import { activeProject } from "./active-project.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand, UpdateCommand } from "./commands.ts";
import { indexed, type Key, keys } from "./keys.ts";
import { queryPage } from "./query.ts";
import { transact } from "./transact.ts";

export const releases: Releases = {
  find: (organizationId, projectId, version) => read(keys.release(organizationId, projectId, version)),

  async add(release) {
    const { organizationId, projectId, version, createdAt } = release;
    const Key = keys.release(organizationId, projectId, version);
    if (await read(Key)) return false;
    const index = { gsi1pk: indexed.releases(organizationId, projectId), gsi1sk: indexed.time(createdAt, version) };
    const Item = { ...Key, ...index, ...release };
    const put = { Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" } };
    const refused = await transact([activeProject(organizationId, projectId), put]);
    if (refused.includes(0)) throw new NotFound("The project is gone.");
    return refused.length === 0;
  },

  async date({ organizationId, projectId, version, releasedAt }) {
    const change = new UpdateCommand({
      TableName: tableName(),
      Key: keys.release(organizationId, projectId, version),
      ConditionExpression: "attribute_exists(pk)",
      UpdateExpression: "SET releasedAt = :releasedAt",
      ExpressionAttributeValues: { ":releasedAt": releasedAt },
    });
    await orUnavailable(dynamo.send(change)).catch(gone);
  },

  newest: (organizationId, projectId) => read(keys.newestRelease(organizationId, projectId)),

  async latest(organizationId, projectIds) {
    const items = await batchGet(projectIds.map((it) => keys.newestRelease(organizationId, it)));
    return new Map(items.map((it) => [it.projectId as number, it.version as string]));
  },

  async moveNewest(before, to) {
    const condition = before
      ? { ConditionExpression: "version = :before", ExpressionAttributeValues: { ":before": before.version } }
      : { ConditionExpression: "attribute_not_exists(pk)" };
    const Item = { ...keys.newestRelease(to.organizationId, to.projectId), ...to };
    const refused = await transact([
      activeProject(to.organizationId, to.projectId),
      { Put: { TableName: tableName(), Item, ...condition } },
    ]);
    if (refused.includes(0)) throw new NotFound("The project is gone.");
    return refused.length === 0;
  },

  async list(organizationId, projectId, page) {
    const { items, next } = await queryPage({ index: "gsi1", pk: indexed.releases(organizationId, projectId), page });
    return { items: items.map(released), next };
  },
};

const gone = (error: Error) => {
  if (error.name !== "ConditionalCheckFailedException") throw error;
};

async function read(Key: Key): Promise<Release | null> {
  const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
  return Item ? released(Item) : null;
}

const released = (item: Record<string, unknown>): Release => {
  const { organizationId, projectId, version, createdAt, releasedAt } = item as Release;
  return { organizationId, projectId, version, createdAt, releasedAt };
};
