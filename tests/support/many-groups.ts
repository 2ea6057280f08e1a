import { NEW_GROUP_STATE } from "../../core/events/new-group.ts";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { BatchWriteCommand } from "../../functions/adapters/dynamo/commands.ts";
import { groupItem, stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { aGroup } from "./fakes.ts";

type Where = { organizationId: number; projectId: number; firstId: number; title: string };

/** That many unresolved issues in a project, put into the store as they are: their ids, in the order of their last event. */
export async function putGroups(count: number, { organizationId, projectId, firstId, title }: Where): Promise<number[]> {
  const ids = Array.from({ length: count }, (_, n) => firstId + n);
  const items = ids.flatMap((id) => {
    const { group } = aGroup(id, { organizationId, projectId, title, firstSeen: id % 1000, lastSeen: Date.now() - 60_000 + (id % 1000) });
    return [groupItem(group), stateItem(group, NEW_GROUP_STATE)];
  });
  const writes = items.map((Item) => ({ PutRequest: { Item } }));
  for (let at = 0; at < writes.length; at += 25) {
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName()]: writes.slice(at, at + 25) } }));
  }
  return ids;
}
