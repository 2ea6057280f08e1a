import type { GroupState } from "../../../core/issues/group.ts";
import type { CommitResult, DeliveryMarker, StateChange } from "../../../core/issues/ports.ts";
import { tableName } from "./client.ts";
import { readState } from "./group-items.ts";
import { keys } from "./keys.ts";
import { type Refused, tryTransact, type Write } from "./transact.ts";

/** Markers outlive every retry of a tracker and every redrive of a dead-letter queue. */
const MARKER_DAYS = 30;

/** Every change with its activity, history and subscriptions, and the delivery's marker: all of it, or nothing. */
export async function commit(changes: readonly StateChange[], marker?: DeliveryMarker): Promise<CommitResult> {
  const parts = changes.map(writesOf);
  const TransactItems = [...parts.flat(), ...(marker ? [markerWrite(marker)] : [])];
  const refused = await tryTransact(TransactItems);
  if (refused.length === 0) return { outcome: "committed" };
  return explain(refused, changes, parts, marker ? TransactItems.length - 1 : null);
}

export function writesOf(change: StateChange): Write[] {
  const { organizationId, groupId } = change.ref;
  const { activity, history } = change;
  const Put = (key: object, item: object): Write => ({
    Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
  });
  return [
    stateUpdate(change),
    Put(keys.activity(organizationId, groupId, activity.version), activity),
    ...(history ? [Put(keys.history(organizationId, groupId, history.version), history)] : []),
    ...(change.assignedSubscribers ? [subscriptionsUpdate(change, change.assignedSubscribers)] : []),
    ...(change.subscribes ? [participationUpdate(change, change.subscribes)] : []),
  ];
}

function stateUpdate({ ref, expected, set }: StateChange): Write {
  const fields = Object.entries({ ...set, version: expected + 1 });
  return {
    Update: {
      TableName: tableName(),
      Key: keys.groupState(ref.organizationId, ref.groupId),
      UpdateExpression: `SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(", ")}`,
      ConditionExpression: ["#version = :expected", ...newestOnly(fields)].join(" AND "),
      ExpressionAttributeNames: { "#version": "version", ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])) },
      ExpressionAttributeValues: { ":expected": expected, ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])) },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/** Source times only move forward, also where the change was decided on a hint (behaviour of staleness: a status as old is stale too). */
const newestOnly = (fields: [string, unknown][]): string[] =>
  fields.flatMap(([name], n) => {
    if (name === "assigneeSourceTime") return [`#f${n} <= :f${n}`];
    return name === "statusSourceTime" ? [`#f${n} < :f${n}`] : [];
  });

const subscriptionsUpdate = ({ ref }: StateChange, assigned: NonNullable<StateChange["assignedSubscribers"]>): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.subscriptions(ref.organizationId, ref.groupId),
    UpdateExpression: "SET assigned = :assigned",
    ExpressionAttributeValues: { ":assigned": assigned },
  },
});

/** Their own wish, where there is one, is older and stays. */
const participationUpdate = ({ ref }: StateChange, { userId, reason }: NonNullable<StateChange["subscribes"]>): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.participation(ref.organizationId, ref.groupId, userId),
    UpdateExpression: "SET userId = :user, subscribed = if_not_exists(subscribed, :yes), reason = if_not_exists(reason, :reason)",
    ExpressionAttributeValues: { ":user": userId, ":yes": true, ":reason": reason },
  },
});

const markerWrite = ({ organizationId, integrationId, deliveryId }: DeliveryMarker): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.delivery(organizationId, integrationId, deliveryId),
      expiresAt: Math.floor(Date.now() / 1000) + MARKER_DAYS * 86_400,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** What it means that writes were refused. */
function explain(refused: readonly Refused[], changes: readonly StateChange[], parts: Write[][], marker: number | null): CommitResult {
  if (refused.some(({ position }) => position === marker)) return { outcome: "duplicate" };
  const current = new Map<number, GroupState | null>();
  let at = 0;
  for (const [index, change] of changes.entries()) {
    const state = refused.find(({ position }) => position === at);
    if (state) current.set(change.ref.groupId, state.item && readState(state.item));
    at += parts[index]?.length ?? 0;
  }
  if (current.size === 0) throw new Error(`a change was refused that is not stale: write ${refused[0]?.position} of ${at}`);
  return { outcome: "stale", current };
}
