import type { Ports } from "../ports.ts";
import type { Origin } from "./activity.ts";
import { actingUser, effectiveTime, sameButNewer } from "./assign.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import type { GroupRef, GroupState } from "./group.ts";
import type { Groups, StateChange } from "./ports.ts";

export type Deassignment = { origin: Origin; sourceTime: number; late?: boolean; extra?: Record<string, string | number> };

/**
 * Takes the groups from whoever has them (behaviour §4.4). A group nobody has stays as it is, without an activity.
 * Throws Unavailable; nothing of a group is then half-done.
 */
export async function deassign(
  ports: Pick<Ports, "now" | "log"> & { groups: Groups },
  targets: readonly Target[],
  deassignment: Deassignment,
): Promise<Outcome[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, deassignment, now));
  for (const it of outcomes) {
    if (it.changed) ports.log.metric("group.assignee.change", { instance: "deassigned", group: it.ref.groupId });
    else ports.log.info("deassign.unchanged", { group: it.ref.groupId, reason: it.unchanged });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: GroupState, deassignment: Deassignment, now: number): StateChange | Unchanged {
  const at = effectiveTime(deassignment, state.assigneeSourceTime);
  if (at < state.assigneeSourceTime) return { unchanged: "stale" };
  if (!state.assignee) return sameButNewer(at, state);
  return unassigned(ref, state, { ...deassignment, at, now });
}

/** Nobody has the group as of `at`. A team that is taken away leaves what was decided of people as it was. */
export function unassigned(
  ref: GroupRef,
  state: GroupState,
  { origin, extra, at, now }: Pick<Deassignment, "origin" | "extra"> & { at: number; now: number },
): StateChange {
  const version = state.version + 1;
  const isTeam = state.assignee?.type === "team" && origin.kind !== "integration";
  const set = { assignee: null, assigneeSourceTime: at, ...(state.ownerUnder && !isTeam && { ownerUnder: null }) };
  return {
    ref,
    expected: state.version,
    set,
    activity: {
      ...{ ...ref, version, type: "unassigned", data: { ...extra }, origin, sourceTime: at, createdAt: now },
      ...{ before: state.assignee, after: { ...state, ...set, version } },
      ...(isTeam && { untold: true as const }),
    },
    history: { ...ref, version, status: "unassigned", userId: actingUser(origin), assignee: state.assignee, createdAt: now },
    assignedSubscribers: [],
  };
}
