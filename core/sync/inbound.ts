import type { Origin } from "../issues/activity.ts";
import { assigned, type Owner } from "../issues/assign.ts";
import { unassigned } from "../issues/deassign.ts";
import { ownerDecided, statusDecided } from "../issues/decisions.ts";
import type { GroupRef, GroupState, StatusDetails } from "../issues/group.ts";
import type { Confirmation, StateChange } from "../issues/ports.ts";
import { statusSet, statusUnderSet } from "../issues/status.ts";
import { type Integration, PROVIDERS, type SyncConfig } from "../trackers/integration.ts";
import type { GroupWrite } from "./ports.ts";

/** A change of an issue; or only that what it has is wanted by something newer. */
export type Inbound = { change: StateChange } | { confirmation: Confirmation };
type How = { at: number; now: number; origin: Origin; extra: Record<string, string> };
type Who = { userId: number; email: string };

/** What the history of an issue says of a change that came from a ticket. */
export const cameFrom = ({ id, provider }: Pick<Integration, "id" | "provider">, ticket: { id: string; key: string }, cause: string) => ({
  origin: { kind: "integration", provider, integrationId: id, ticketId: ticket.id, deliveryId: cause } as const,
  extra: { provider: PROVIDERS[provider].name, provider_key: provider, integration_id: String(id), external_issue: ticket.key },
});

/**
 * `sync_group_assignee_inbound` (behaviour §3.4) for one issue: it belongs to this member, or nobody, as of `at`. A team that got it later
 * keeps it, and the choice goes under it.
 */
export function syncGroupAssigneeInbound(ref: GroupRef, state: GroupState, who: Who | null, how: How): Inbound {
  const { ownerUnder } = state;
  const userId = who?.userId ?? null;
  const isUnder = ownerUnder && how.at <= state.assigneeSourceTime;
  if (ownerDecided(state).userId === userId) {
    const set = isUnder ? { ownerUnder: { userId, at: how.at } } : { assigneeSourceTime: how.at };
    if (isUnder || !ownerUnder) return { confirmation: { ref, expected: state.version, set } };
  }
  const owner: Owner | null = who && { type: "user", id: who.userId, email: who.email, subscribers: [{ type: "user", id: who.userId }] };
  const change = owner ? assigned(ref, state, { owner, ...how }) : unassigned(ref, state, how);
  if (!isUnder) return { change };
  const set = { ownerUnder: { userId, at: how.at } };
  const activity = { ...change.activity, after: { ...state, ...set, version: state.version + 1 } };
  const { ref: _ref, assignedSubscribers: _, ...rest } = change;
  return { change: { ...rest, ref, set, activity } };
}

type Done = { isDone: boolean; strategy: SyncConfig["resolution_strategy"]; release: string | null };

/**
 * `sync_status_inbound` (behaviour §2.7) for one issue: its ticket is done, or is not, as of `at`. An archive stays, and what was decided
 * goes under it.
 */
export function syncStatusInbound(ref: GroupRef, state: GroupState, { isDone, strategy, release }: Done, how: How): Inbound {
  const status = isDone ? ("resolved" as const) : ("unresolved" as const);
  const isUnder = state.status === "ignored";
  const decided = statusDecided(state);
  if (decided.status === status) {
    const set = isUnder ? { statusUnder: { ...decided, at: how.at } } : { statusSourceTime: how.at };
    return { confirmation: { ref, expected: state.version, set } };
  }
  const details = { substatus: isDone ? null : ("ongoing" as const), statusDetails: isDone ? resolution(strategy, release) : null };
  return { change: (isUnder ? statusUnderSet : statusSet)(ref, state, { status, ...details, ...how }) };
}

/** In a project without a release an issue cannot wait for one: it is resolved at once. */
function resolution(strategy: Done["strategy"], release: string | null): StatusDetails | null {
  if (release === null || strategy === "resolve") return null;
  return strategy === "resolve_current_release" ? { type: "in_release", release } : { type: "in_next_release", release };
}

/** What both fields make of one issue, as one write: the second change is made on what the first left. */
export function together(ref: GroupRef, state: GroupState, decide: readonly ((state: GroupState) => Inbound)[]): GroupWrite {
  const write: GroupWrite = { ref, expected: state.version, set: {}, changes: [] };
  let now = state;
  for (const it of decide) {
    const made = it(now);
    const { set } = "change" in made ? made.change : made.confirmation;
    Object.assign(write.set, set);
    if ("change" in made) write.changes.push(made.change);
    now = "change" in made ? made.change.activity.after : { ...now, ...set };
  }
  return write;
}
