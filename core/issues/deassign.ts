import type { Ports } from "../ports.ts";
import type { Origin } from "./activity.ts";
import { actingUser, effectiveTime, sameButNewer } from "./assign.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import type { AssigneeState, GroupRef } from "./group.ts";
import type { DeliveryMarker, StateChange } from "./ports.ts";

export type Deassignment = { origin: Origin; sourceTime: number; late?: boolean; extra?: Record<string, string | number> };

/**
 * Takes the groups from whoever has them (behaviour §4.4). A group nobody has stays as it is, without an activity.
 * Throws Unavailable; nothing of a group is then half-done.
 */
export async function deassign<S extends AssigneeState>(
  ports: Pick<Ports, "groups" | "now" | "log">,
  targets: readonly Target<S>[],
  deassignment: Deassignment,
  marker?: DeliveryMarker,
): Promise<Outcome<S>[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, deassignment, now), marker);
  for (const it of outcomes) {
    if (it.changed) ports.log.metric("group.assignee.change", { instance: "deassigned", group: it.ref.groupId });
    else ports.log.info("deassign.unchanged", { group: it.ref.groupId, reason: it.unchanged });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: AssigneeState, deassignment: Deassignment, now: number): StateChange | Unchanged {
  const { origin, extra } = deassignment;
  const sourceTime = effectiveTime(deassignment, state.assigneeSourceTime);
  if (sourceTime < state.assigneeSourceTime) return { unchanged: "stale" };
  if (!state.assignee) return sameButNewer(sourceTime, state);
  const version = state.version + 1;
  return {
    ref,
    expected: state.version,
    set: { assignee: null, assigneeSourceTime: sourceTime },
    activity: {
      ...ref,
      version,
      type: "unassigned",
      data: { ...extra },
      origin,
      sourceTime,
      createdAt: now,
      before: state.assignee,
      after: { version, assignee: null, assigneeSourceTime: sourceTime },
    },
    history: { ...ref, version, status: "unassigned", userId: actingUser(origin), assignee: state.assignee, createdAt: now },
    assignedSubscribers: [],
  };
}
