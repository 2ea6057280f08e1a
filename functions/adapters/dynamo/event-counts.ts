import type { EventCounts } from "../../../core/issues/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand } from "./commands.ts";
import { eventTimeOf, keys } from "./keys.ts";

type Item = Record<string, unknown>;
const HOUR = 3_600_000;
/** Of 1 MB each: some thousand events, which stand for many more where many come at once. */
const PAGES = 5;

/** A page of a group's events of that time: how many each stands for, and when it was. */
async function page(
  { organizationId, groupId, since, until }: { organizationId: number; groupId: number; since: number; until: number },
  how: { Limit?: number; ScanIndexForward?: boolean; ExclusiveStartKey: Item | undefined },
) {
  const [from, to] = [keys.event(organizationId, groupId, Math.max(0, since), ""), keys.event(organizationId, groupId, until, "")];
  const input = {
    TableName: tableName(),
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": from.pk, ":from": from.sk, ":to": to.sk },
    ProjectionExpression: "sk, standsFor",
    ConsistentRead: true,
    ...how,
  };
  const { Items = [], LastEvaluatedKey } = await orUnavailable(dynamo.send(new QueryCommand(input)));
  return {
    events: Items.map((it) => ({ at: eventTimeOf(String(it.sk)), count: (it.standsFor as number | undefined) ?? 1 })),
    LastEvaluatedKey,
  };
}

export const eventCounts: EventCounts = {
  async countSince(organizationId, groupId, since, enough) {
    let count = 0;
    let start: Item | undefined;
    do {
      const of = { organizationId, groupId, since, until: Number.MAX_SAFE_INTEGER };
      const { events, LastEvaluatedKey } = await page(of, { Limit: enough, ExclusiveStartKey: start });
      for (const it of events) count += it.count;
      start = LastEvaluatedKey;
    } while (start && count < enough);
    return Math.min(count, enough);
  },

  async busiestHour(organizationId, groupId, since, until) {
    const hours = new Map<number, number>();
    let start: Item | undefined;
    for (let pages = 0; pages === 0 || (start && pages < PAGES); pages++) {
      const of = { organizationId, groupId, since, until };
      const { events, LastEvaluatedKey } = await page(of, { ScanIndexForward: false, ExclusiveStartKey: start });
      for (const { at, count } of events) hours.set(at - (at % HOUR), (hours.get(at - (at % HOUR)) ?? 0) + count);
      start = LastEvaluatedKey;
    }
    return Math.max(0, ...hours.values());
  },
};
