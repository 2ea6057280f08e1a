import type { GroupOwners } from "../../../core/issues/ports.ts";
import type { SuggestedOwner } from "../../../core/issues/suggested-owners.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys } from "./keys.ts";
import { transact } from "./transact.ts";

type Stored = { groupId: number; owners: SuggestedOwner[] };

export const groupOwners: GroupOwners = {
  async ofGroups(organizationId, groupIds) {
    const items = (await batchGet([...new Set(groupIds)].map((id) => keys.owners(organizationId, id)))) as Stored[];
    return new Map(items.filter((it) => it.owners.length > 0).map((it) => [it.groupId, it.owners]));
  },

  async replace({ organizationId, projectId, groupId }, owners, version, at) {
    const update = {
      TableName: tableName(),
      Key: keys.owners(organizationId, groupId),
      UpdateExpression: "SET groupId = :group, projectId = :project, owners = :owners, version = :version, evaluatedAt = :at",
      ExpressionAttributeValues: { ":group": groupId, ":project": projectId, ":owners": owners, ":version": version, ":at": at },
    };
    if (owners.length === 0) {
      const Update = { ...update, ConditionExpression: "attribute_exists(pk) AND version <= :version" };
      await unlessRefused(dynamo.send(new UpdateCommand(Update)));
      return;
    }
    const exists = {
      TableName: tableName(),
      Key: keys.group(organizationId, groupId),
      ConditionExpression: "attribute_exists(pk)",
    };
    const Update = { ...update, ConditionExpression: "attribute_not_exists(pk) OR version <= :version" };
    await transact([{ ConditionCheck: exists }, { Update }]);
  },
};
