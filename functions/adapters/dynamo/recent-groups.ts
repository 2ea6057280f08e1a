import type { RecentGroups } from "../../../core/caches/ports.ts";
import type { SeenPlace } from "../../../core/issues/group.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand } from "./commands.ts";
import { indexed, keys, readTime } from "./keys.ts";

export const recentGroups: RecentGroups = {
  async page(organizationId, projectId, { since, after, limit }) {
    const gsi1pk = indexed.groups(organizationId, projectId);
    const placeOf = ({ lastSeen, groupId }: SeenPlace) => ({
      gsi1pk,
      gsi1sk: indexed.time(lastSeen, groupId),
      ...keys.group(organizationId, groupId),
    });
    const found: SeenPlace[] = [];
    let last = after;
    do {
      const answer = await orUnavailable(
        dynamo.send(
          new QueryCommand({
            TableName: tableName(),
            IndexName: "gsi1",
            KeyConditionExpression: "gsi1pk = :pk AND gsi1sk >= :since",
            // The place says it all; what else the index holds is not sent.
            ProjectionExpression: "gsi1sk",
            ExpressionAttributeValues: { ":pk": gsi1pk, ":since": indexed.time(since, "") },
            ScanIndexForward: false,
            Limit: limit - found.length,
            ...(last && { ExclusiveStartKey: placeOf(last) }),
          }),
        ),
      );
      found.push(...(answer.Items ?? []).map((it) => readPlace(it.gsi1sk as string)));
      last = answer.LastEvaluatedKey ? readPlace(answer.LastEvaluatedKey.gsi1sk as string) : null;
    } while (last && found.length < limit);
    return { groupIds: found.map((it) => it.groupId), next: last };
  },
};

function readPlace(sortKey: string): SeenPlace {
  const [lastSeen, groupId] = readTime(sortKey);
  return { lastSeen, groupId: Number(groupId) };
}
