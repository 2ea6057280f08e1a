import type { Ports } from "../ports.ts";
import type { ActivityType, HistoryStatus, Origin } from "./activity.ts";
import { actingUser, effectiveTime } from "./assign.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import type { GroupRef, GroupState, Status, StatusDetails } from "./group.ts";
import type { DeliveryMarker, StateChange } from "./ports.ts";

type Details = Pick<GroupState, "substatus" | "statusDetails">;

export type StatusChange = {
  status: Status;
  /** What each group's status is in detail. */
  of: (groupId: number) => Details;
  /** Only a group that is still like this is changed. */
  when?: (state: GroupState) => boolean;
  origin: Origin;
  sourceTime: number;
  /** Told with the activity. */
  extra?: Record<string, string>;
  /** Later than the request it is part of: then it is as old as that, also for a user. */
  late?: boolean;
};

/**
 * Puts the groups at a status (behaviour §8.3). A group already there stays as it is; so does one whose newest status
 * change is as new or newer. Who does it is subscribed, unless by own wish not. Throws Unavailable; nothing of a group is then half-done.
 */
export async function setStatus(
  ports: Pick<Ports, "groups" | "now" | "log">,
  targets: readonly Target<GroupState>[],
  change: StatusChange,
  marker?: DeliveryMarker,
): Promise<Outcome<GroupState>[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, change, now), marker);
  for (const it of outcomes) {
    if (it.changed) ports.log.metric(`group.${change.status}`, { group: it.ref.groupId });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: GroupState, change: StatusChange, now: number): StateChange | Unchanged {
  const { status, origin, when } = change;
  const sourceTime = effectiveTime(change, state.statusSourceTime + 1);
  if (sourceTime <= state.statusSourceTime) return { unchanged: "stale" };
  if (when && !when(state)) return { unchanged: "same" };
  const details = change.of(ref.groupId);
  if (isThere(state, status, details)) return { unchanged: "same", confirm: { statusSourceTime: sourceTime } };
  const version = state.version + 1;
  const userId = actingUser(origin);
  return {
    ref,
    expected: state.version,
    set: { status, ...details, statusSourceTime: sourceTime },
    activity: {
      ...ref,
      version,
      type: activityType(status, details),
      data: { ...dataOf(details), ...change.extra },
      origin,
      sourceTime,
      createdAt: now,
      statusBefore: state.status,
      after: { version, assignee: state.assignee, assigneeSourceTime: state.assigneeSourceTime },
    },
    history: { ...ref, version, status: historyStatus(status, details), userId, assignee: state.assignee, createdAt: now },
    ...(userId !== null && { subscribes: { userId, reason: "status_change" as const } }),
  };
}

/** Plainly resolved is no less than resolved in a release; being archived otherwise is another archive. */
function isThere(state: GroupState, status: Status, { substatus, statusDetails }: Details): boolean {
  if (state.status !== status) return false;
  const sameDetails = JSON.stringify(state.statusDetails) === JSON.stringify(statusDetails);
  if (status === "resolved") return statusDetails === null || sameDetails;
  return status === "unresolved" || (state.substatus === substatus && sameDetails);
}

function activityType(status: Status, { substatus }: Details): ActivityType {
  if (status === "resolved") return "set_resolved";
  if (status === "ignored") return "set_ignored";
  return substatus === "regressed" ? "set_regression" : "set_unresolved";
}

function historyStatus(status: Status, { substatus }: Details): HistoryStatus {
  switch (substatus) {
    case "archived_forever":
    case "archived_until_condition_met":
    case "archived_until_escalating":
    case "regressed":
      return substatus;
    default:
      return status;
  }
}

/** As clients read it of an activity. */
const dataOf = ({ substatus, statusDetails }: Details) => ({
  ...(substatus?.startsWith("archived") && { substatus }),
  ...(statusDetails && detailsData(statusDetails)),
});

function detailsData(details: StatusDetails): Record<string, string | number | boolean> {
  switch (details.type) {
    case "in_next_release":
      return { inNextRelease: true, version: details.release };
    case "in_release":
      return { version: details.release };
    case "in_commit":
      return { commit: details.commit, repository: details.repository };
    case "until":
      return {
        ...(details.until !== null && { ignoreUntil: new Date(details.until).toISOString() }),
        ...(details.events && { ignoreCount: details.events.count }),
        ...(details.events?.window && { ignoreWindow: details.events.window }),
      };
  }
}
