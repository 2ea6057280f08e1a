import type { AssigneeState, GroupState, OwnerDecision, StatusDecision } from "./group.ts";

/**
 * The last decision about people, whatever stands over it. A team is nobody in a tracker: Ada has the issue, then a team gets it, then the
 * team is taken away. The issue shows nobody, and its ticket is still Ada's, as nobody decided otherwise.
 */
export const ownerDecided = ({ ownerUnder, assignee, assigneeSourceTime }: Omit<AssigneeState, "version">): OwnerDecision =>
  ownerUnder ?? (assignee?.type === "team" ? { userId: null, at: 0 } : { userId: assignee?.id ?? null, at: assigneeSourceTime });

/** The last decision about done or not, which an archive only hides: what was resolved before is resolved when the archive ends. */
export function statusDecided(state: GroupState): StatusDecision {
  const { statusUnder, status, substatus, statusDetails, statusSourceTime: at } = state;
  if (statusUnder) return statusUnder;
  return status === "ignored"
    ? { status: "unresolved", substatus: "ongoing", statusDetails: null, at: 0 }
    : { status, substatus, statusDetails, at };
}

/** When the status was last decided, or hidden: whoever acts here has seen both. */
export const newestStatus = ({ statusUnder, statusSourceTime }: GroupState): number => Math.max(statusSourceTime, statusUnder?.at ?? 0);
