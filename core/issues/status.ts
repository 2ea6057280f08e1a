import type { Ports } from "../ports.ts";
import type { ActivityType, HistoryStatus, Origin } from "./activity.ts";
import { actingUser, effectiveTime } from "./assign.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import type { GroupRef, GroupState, Status, Substatus } from "./group.ts";
import type { DeliveryMarker, StateChange } from "./ports.ts";

export type StatusChange = { status: Status; substatus: Substatus | null; origin: Origin; sourceTime: number };

const ACTIVITY: Record<Status, ActivityType> = { resolved: "set_resolved", unresolved: "set_unresolved", ignored: "set_ignored" };

/**
 * Puts the groups at a status (behaviour §8.3 steps 8 and 9). A group already there stays as it is; so does one whose newest status
 * change is as new or newer. Throws Unavailable; nothing of a group is then half-done.
 */
export async function setStatus(
  ports: Pick<Ports, "groups" | "now" | "log">,
  targets: readonly Target<GroupState>[],
  change: StatusChange,
  marker?: DeliveryMarker,
): Promise<Outcome[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, change, now), marker);
  for (const it of outcomes) {
    if (it.changed) ports.log.metric(`group.${change.status}`, { group: it.ref.groupId });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: GroupState, change: StatusChange, now: number): StateChange | Unchanged {
  const sourceTime = effectiveTime(change, state.statusSourceTime + 1);
  if (sourceTime <= state.statusSourceTime) return { unchanged: "stale" };
  if (state.status === change.status && (change.status !== "ignored" || state.substatus === change.substatus)) {
    return { unchanged: "same", confirm: { statusSourceTime: sourceTime } };
  }
  const version = state.version + 1;
  return {
    ref,
    expected: state.version,
    set: { status: change.status, substatus: change.substatus, statusSourceTime: sourceTime },
    activity: {
      ...ref,
      version,
      type: ACTIVITY[change.status],
      data: change.status === "ignored" && change.substatus ? { substatus: change.substatus } : {},
      origin: change.origin,
      sourceTime,
      createdAt: now,
      after: { version, assignee: state.assignee, assigneeSourceTime: state.assigneeSourceTime },
    },
    history: {
      ...ref,
      version,
      status: historyStatus(change),
      userId: actingUser(change.origin),
      assignee: state.assignee,
      createdAt: now,
    },
  };
}

const historyStatus = ({ status, substatus }: StatusChange): HistoryStatus => {
  if (substatus === "archived_forever" || substatus === "archived_until_condition_met" || substatus === "archived_until_escalating")
    return substatus;
  return status;
};
