import type { Ports } from "../ports.ts";
import type { Origin } from "./activity.ts";
import { commitChanges, type Outcome, type Target, type Unchanged } from "./commit-changes.ts";
import { ownerDecided } from "./decisions.ts";
import type { Assignee, GroupRef, GroupState } from "./group.ts";
import type { Subscriber } from "./participation.ts";
import type { Groups, StateChange } from "./ports.ts";

/** Who gets the issue: with the address that matched (null for a team) and everybody who is subscribed by it. */
export type Owner = Assignee & { email: string | null; subscribers: readonly Subscriber[] };

export type Assignment = {
  owner: Owner;
  origin: Origin;
  /** When it happened at its source, ms since the epoch: an older change arriving late changes nothing. */
  sourceTime: number;
  /** Later than the request it is part of: then it is as old as that, also for a user. */
  late?: boolean;
  /** An issue that has an owner keeps it (automatic assignment). */
  createOnly?: boolean;
  /** Assign again although it is the same owner: a new activity. */
  force?: boolean;
  /** Further keys of the activity's data; they win. */
  extra?: Record<string, string | number>;
};

/**
 * Gives the groups to one owner, each with its activity, history and subscriptions in one transaction (behaviour §4.3). Every other
 * effect follows from the committed activity. A group that has this owner, or got a newer change, stays as it is.
 * Throws Unavailable; nothing of a group is then half-done.
 */
export async function assign(
  ports: Pick<Ports, "now" | "log"> & { groups: Groups },
  targets: readonly Target[],
  assignment: Assignment,
): Promise<Outcome[]> {
  const now = ports.now();
  const outcomes = await commitChanges(ports, targets, (ref, state) => decide(ref, state, assignment, now));
  for (const it of outcomes) {
    if (it.changed) ports.log.metric("group.assignee.change", { instance: "assigned", group: it.ref.groupId });
    else ports.log.info("assign.unchanged", { group: it.ref.groupId, reason: it.unchanged });
  }
  return outcomes;
}

function decide(ref: GroupRef, state: GroupState, assignment: Assignment, now: number): StateChange | Unchanged {
  const { owner, createOnly, force } = assignment;
  const at = effectiveTime(assignment, state.assigneeSourceTime);
  if (at < state.assigneeSourceTime) return { unchanged: "stale" };
  if (state.assignee && createOnly) return { unchanged: "exists" };
  if (sameOwner(state.assignee, owner) && !force) return sameButNewer(at, state);
  return assigned(ref, state, { ...assignment, at, now });
}

/** The group gets this owner as of `at`: a team stands over what was decided of people, a person replaces both. */
export function assigned(
  ref: GroupRef,
  state: GroupState,
  { owner, origin, extra, at, now }: Pick<Assignment, "owner" | "origin" | "extra"> & { at: number; now: number },
): StateChange {
  const assignee: Assignee = { type: owner.type, id: owner.id };
  const isTeam = owner.type === "team";
  const version = state.version + 1;
  const set = {
    ...{ assignee, assigneeSourceTime: at },
    ...(isTeam ? { ownerUnder: ownerDecided(state) } : state.ownerUnder && { ownerUnder: null }),
  };
  return {
    ref,
    expected: state.version,
    set,
    activity: {
      ...ref,
      version,
      type: "assigned",
      data: { assignee: String(owner.id), assigneeEmail: owner.email, assigneeType: owner.type, ...extra },
      origin,
      sourceTime: at,
      createdAt: now,
      before: state.assignee,
      after: { ...state, ...set, version },
      ...(isTeam && { untold: true as const }),
    },
    history: { ...ref, version, status: "assigned", userId: actingUser(origin), assignee, createdAt: now },
    assignedSubscribers: owner.subscribers,
  };
}

const sameOwner = (a: Assignee | null, b: Assignee | null): boolean => a?.type === b?.type && a?.id === b?.id;

/**
 * Who acts here has seen the newest state, whatever the clocks of machines and trackers said before: it is the later decision, if only by
 * a millisecond.
 */
export const effectiveTime = (
  { origin, sourceTime, late }: { origin: Origin; sourceTime: number; late?: boolean },
  newest: number,
): number => (origin.kind === "user" && !late ? Math.max(sourceTime, newest + 1) : sourceTime);

/** Nothing changes, yet what is there is as new as this. */
export const sameButNewer = (at: number, { assigneeSourceTime, ownerUnder }: GroupState): Unchanged =>
  at > assigneeSourceTime && !ownerUnder ? { unchanged: "same", confirm: { assigneeSourceTime: at } } : { unchanged: "same" };

export const actingUser = (origin: Origin): number | null => (origin.kind === "user" ? origin.userId : null);
