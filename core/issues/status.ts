import type { Ports } from "../ports.ts";
import type { ActivityType, HistoryStatus, Origin } from "./activity.ts";
import { actingUser, effectiveTime } from "./assign.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import { newestStatus, statusDecided } from "./decisions.ts";
import type { GroupRef, GroupState, Status, StatusDetails } from "./group.ts";
import type { Groups, StateChange } from "./ports.ts";

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
  ports: Pick<Ports, "now" | "log"> & { groups: Groups },
  targets: readonly Target[],
  change: StatusChange,
): Promise<Outcome[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, change, now));
  for (const it of outcomes) {
    if (it.changed) ports.log.metric(`group.${change.status}`, { group: it.ref.groupId });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: GroupState, change: StatusChange, now: number): StateChange | Unchanged {
  const { status, when } = change;
  const newest = newestStatus(state);
  const at = change.origin.kind === "system" ? Math.max(change.sourceTime, newest + 1) : effectiveTime(change, newest);
  if (at <= newest) return { unchanged: "stale" };
  if (when && !when(state)) return { unchanged: "same" };
  const details = change.of(ref.groupId);
  if (isThere(state, status, details))
    return status === "ignored" ? { unchanged: "same" } : { unchanged: "same", confirm: { statusSourceTime: at } };
  return statusSet(ref, state, { ...change, ...details, at, now });
}

type NewStatus = Pick<StatusChange, "status" | "origin" | "extra"> & Details & { at: number; now: number };

/** The group has this status as of `at`: an archive stands over what was decided before, everything else replaces both. */
export function statusSet(ref: GroupRef, state: GroupState, { status, substatus, statusDetails, at, ...how }: NewStatus): StateChange {
  const isArchive = status === "ignored";
  const set = {
    ...{ status, substatus, statusDetails, statusSourceTime: at },
    ...(isArchive ? { statusUnder: statusDecided(state) } : state.statusUnder && { statusUnder: null }),
  };
  return { ...changed(ref, state, set, { status, substatus, statusDetails, at, ...how }), ...subscribing(how) };
}

/** The archive of a group has ended by itself: it is what was decided last, which may be that it is resolved. That is no decision. */
export function archiveEnded(
  ref: GroupRef,
  state: GroupState,
  { origin, now, substatus = "ongoing" }: Pick<NewStatus, "origin" | "now"> & { substatus?: "ongoing" | "escalating" },
): StateChange {
  const { at, ...decided } = statusDecided(state);
  const shown = decided.status === "unresolved" ? { ...decided, substatus } : decided;
  const set = { ...shown, statusSourceTime: at, statusUnder: null };
  const change = changed(ref, state, set, { ...shown, at: now, origin, now });
  return { ...change, activity: { ...change.activity, untold: true } };
}

/** A tracker's decision about a group that is archived: it goes under the archive, told and recorded like any other. */
export function statusUnderSet(ref: GroupRef, state: GroupState, { status, ...how }: NewStatus & { status: "resolved" | "unresolved" }) {
  const { substatus, statusDetails, at } = how;
  const { status: before } = statusDecided(state);
  const change = changed(ref, state, { statusUnder: { status, substatus, statusDetails, at } }, { status, ...how });
  return { ...change, activity: { ...change.activity, statusBefore: before } };
}

function changed(
  ref: GroupRef,
  state: GroupState,
  set: StateChange["set"],
  { status, origin, at, now, extra, ...details }: NewStatus,
): StateChange {
  const version = state.version + 1;
  const told = { origin, sourceTime: at, createdAt: now, statusBefore: state.status, after: { ...state, ...set, version } };
  return {
    ref,
    expected: state.version,
    set,
    activity: {
      ...{ ...ref, version, type: activityType(status, details), data: { ...dataOf(details), ...extra } },
      ...told,
      ...(status === "ignored" && { untold: true as const }),
    },
    history: {
      ...ref,
      version,
      status: historyStatus(status, details),
      userId: actingUser(origin),
      assignee: state.assignee,
      createdAt: now,
    },
  };
}

function subscribing({ origin }: Pick<NewStatus, "origin">): Pick<StateChange, "subscribes"> {
  const userId = actingUser(origin);
  return userId === null ? {} : { subscribes: { userId, reason: "status_change" } };
}

/** Plainly resolved is no less than resolved in a release; being archived otherwise is another archive. */
function isThere(state: GroupState, status: Status, { substatus, statusDetails }: Details): boolean {
  if (state.status !== status) return false;
  const sameDetails = JSON.stringify(state.statusDetails) === JSON.stringify(statusDetails);
  if (status === "resolved") return statusDetails === null || sameDetails;
  return status === "unresolved" || (state.substatus === substatus && sameDetails);
}

function activityType(status: Status, { substatus, statusDetails }: Details): ActivityType {
  const inRelease = statusDetails?.type === "in_release" || statusDetails?.type === "in_next_release";
  if (status === "resolved") return inRelease ? "set_resolved_in_release" : "set_resolved";
  if (status === "ignored") return "set_ignored";
  if (substatus === "escalating") return "set_escalating";
  return substatus === "regressed" ? "set_regression" : "set_unresolved";
}

function historyStatus(status: Status, { substatus, ...details }: Details): HistoryStatus {
  if (activityType(status, { substatus, ...details }) === "set_resolved_in_release") return "set_resolved_in_release";
  switch (substatus) {
    case "archived_forever":
    case "archived_until_condition_met":
    case "archived_until_escalating":
    case "regressed":
    case "escalating":
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
      return { inNextRelease: true, current_release_version: details.release };
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
