import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { Groups, GroupWithState } from "../../../core/issues/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand, QueryCommand, UpdateCommand } from "./commands.ts";
import { commit } from "./commit.ts";
import { readActivity, readGroup, readState } from "./group-items.ts";
import { keys, prefixes, sortKeys } from "./keys.ts";
import { complete, listByProject } from "./listed-groups.ts";

type Item = Record<string, unknown>;

export const groups: Groups = {
  async get(organizationId, groupId) {
    const [found] = await groups.getMany(organizationId, [groupId]);
    return found ?? null;
  },

  async getMany(organizationId, groupIds) {
    const wanted = [...new Set(groupIds)];
    const items = await batchGet(wanted.flatMap((id) => [keys.group(organizationId, id), keys.groupState(organizationId, id)]));
    return pair(
      wanted,
      items.filter((it) => it.sk === sortKeys.group),
      items.filter((it) => it.sk === sortKeys.state),
    );
  },

  async byShortId(organizationId, shortId) {
    const { Item } = await orUnavailable(
      dynamo.send(new GetCommand({ TableName: tableName(), Key: keys.shortId(organizationId, shortId), ConsistentRead: true })),
    );
    return (Item?.groupId as number | undefined) ?? null;
  },

  listByProject,
  complete,

  commit,

  async confirm(ref, expected, newest) {
    const [[name, value]] = Object.entries(newest) as [[string, number]];
    const request = dynamo.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.groupState(ref.organizationId, ref.groupId),
        UpdateExpression: "SET #time = :time",
        ConditionExpression: "#version = :expected AND #time <= :time",
        ExpressionAttributeNames: { "#version": "version", "#time": name },
        ExpressionAttributeValues: { ":expected": expected, ":time": value },
      }),
    );
    return orUnavailable(request).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      },
    );
  },

  async activity(organizationId, groupId, version) {
    const Key = keys.activity(organizationId, groupId, version);
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    return Item ? readActivity(Item) : null;
  },

  async activities(organizationId, groupId, limit) {
    const { Items = [] } = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": keys.group(organizationId, groupId).pk, ":prefix": prefixes.activity },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        }),
      ),
    );
    return Items.map(readActivity);
  },
};

export function pair(ids: readonly number[], described: Item[], states: Item[]): GroupWithState[] {
  const groupById = new Map(described.map((it) => [it.id, it]));
  const stateById = new Map(states.map((it) => [it.groupId, it]));
  return ids.flatMap((id) => {
    const group = groupById.get(id);
    const state = stateById.get(id);
    return group && state ? [{ group: readGroup(group), state: readState(state) }] : [];
  });
}
