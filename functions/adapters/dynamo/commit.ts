import type { GroupState } from "../../../core/issues/group.ts";
import type { CommitResult, Confirmation, StateChange } from "../../../core/issues/ports.ts";
import type { GroupWrite } from "../../../core/sync/ports.ts";
import { now } from "../clock.ts";
import { tableName } from "./client.ts";
import { readState, stateIndex } from "./group-items.ts";
import { keys } from "./keys.ts";
import { inOutbox } from "./outbox-items.ts";
import { type Refused, tryTransact, type Write } from "./transact.ts";

/** Every change with its activity, history and subscriptions: all of it, or nothing. */
export async function commit(changes: readonly StateChange[]): Promise<CommitResult> {
  const parts = changes.map(writesOf);
  const refused = await tryTransact(parts.flat());
  return refused.length === 0 ? { outcome: "committed" } : explain(refused, changes, parts);
}

export const writesOf = (change: StateChange): Write[] => [stateUpdate(change), ...recordsOf(change)];

/** All that one group learns at once; `linked`: which ticket it is linked to from now on. What is under something else has no time in a condition, so that gets a version of its own. */
export function groupWritesOf({ changes, linked, ...state }: GroupWrite & { linked?: string }): Write[] {
  const versions = changes.length || Number(Boolean(state.set.ownerUnder || state.set.statusUnder));
  return [stateWrite(state, versions > 0 ? { version: state.expected + versions } : {}, linked), ...changes.flatMap(recordsOf)];
}

function recordsOf(change: StateChange): Write[] {
  const { organizationId, groupId } = change.ref;
  const { activity, history } = change;
  const Put = (key: object, item: object): Write => ({
    Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
  });
  return [
    Put(keys.activity(organizationId, groupId, activity.version), { ...activity, ...inOutbox(groupId, now()) }),
    ...(history ? [Put(keys.history(organizationId, groupId, history.version), history)] : []),
    ...(change.assignedSubscribers ? [subscriptionsUpdate(change, change.assignedSubscribers)] : []),
    ...(change.subscribes ? [participationUpdate(change, change.subscribes)] : []),
  ];
}

const stateUpdate = (change: StateChange): Write => stateWrite(change, { version: change.expected + 1 });

function stateWrite({ ref, expected, set }: Confirmation, more: { version?: number }, linked?: string): Write {
  const fields = Object.entries({ ...set, ...more, ...stateIndex(ref, set) });
  const Key = keys.groupState(ref.organizationId, ref.groupId);
  if (fields.length === 0 && linked === undefined) {
    const same = { ExpressionAttributeNames: { "#version": "version" }, ExpressionAttributeValues: { ":expected": expected } };
    return { ConditionCheck: { TableName: tableName(), Key, ConditionExpression: "#version = :expected", ...same } };
  }
  return {
    Update: {
      TableName: tableName(),
      Key,
      UpdateExpression: [
        ...(fields.length > 0 ? [`SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(", ")}`] : []),
        ...(linked === undefined ? [] : ["ADD linked :linked"]),
      ].join(" "),
      ConditionExpression: ["#version = :expected", ...newestOnly(fields, "statusUnder" in set)].join(" AND "),
      ExpressionAttributeNames: { "#version": "version", ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])) },
      ExpressionAttributeValues: {
        ":expected": expected,
        ...(linked !== undefined && { ":linked": new Set([linked]) }),
        ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/**
 * Source times only move forward, also where the change was decided on a hint. An archive that ends shows what was decided before it.
 */
const newestOnly = (fields: [string, unknown][], isArchive: boolean): string[] =>
  fields.flatMap(([name], n) => {
    if (name === "assigneeSourceTime") return [`#f${n} <= :f${n}`];
    return name === "statusSourceTime" && !isArchive ? [`#f${n} <= :f${n}`] : [];
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

/** What it means that writes were refused. */
function explain(refused: readonly Refused[], changes: readonly StateChange[], parts: Write[][]): CommitResult {
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
