import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { BatchWriteCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";

type Owner = { organizationId: number; projectId: number };

/** Groups with four items beneath each: an event, an activity, its history, the subscriptions; about 200 bytes an item. */
export async function putOwnedGroups(owner: Owner, firstId: number, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, n) => itemsOf(owner, firstId + n)).flat();
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) => items.slice(25 * n, 25 * (n + 1)));
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
}

function itemsOf({ organizationId, projectId }: Owner, groupId: number): object[] {
  const eventId = groupId.toString(16).padStart(32, "0");
  const shortId = `MANY-${groupId}`;
  const described = { organizationId, projectId, groupId, title: "x".repeat(120) };
  return [
    { ...keys.hash(organizationId, projectId, eventId), groupId },
    { ...keys.shortId(organizationId, shortId), groupId },
    { ...keys.group(organizationId, groupId), ...described, id: groupId, shortId },
    { ...keys.groupState(organizationId, groupId), ...described, version: 1 },
    { ...keys.event(organizationId, groupId, 1, eventId), ...described },
    { ...keys.eventId(organizationId, projectId, eventId), groupId, timestamp: 1 },
    { ...keys.activity(organizationId, groupId, 1), ...described },
    { ...keys.history(organizationId, groupId, 1), ...described },
    { ...keys.subscriptions(organizationId, groupId), assigned: [{ type: "user", id: 1 }] },
  ];
}
