import type { Assignee, GroupRef, GroupState, Status } from "./group.ts";

/** Names on the wire (behaviour §0.3). */
export type ActivityType =
  | "assigned"
  | "unassigned"
  | "set_resolved"
  | "set_resolved_in_release"
  | "set_unresolved"
  | "set_ignored"
  | "set_regression"
  | "set_escalating"
  | "merge"
  | "create_issue"
  | "note";

/** Names on the wire, in a history (behaviour §0.3). */
export type HistoryStatus =
  | "assigned"
  | "unassigned"
  | "resolved"
  | "set_resolved_in_release"
  | "unresolved"
  | "ignored"
  | "regressed"
  | "escalating"
  | "archived_until_escalating"
  | "archived_until_condition_met"
  | "archived_forever";

/** Who or what caused a change. Outbound sync never answers to the origin. */
export type Origin =
  | { kind: "user"; userId: number; assignedBy?: "assignee_selector" | "suggested_assignee" }
  | { kind: "integration"; provider: string; integrationId: number; ticketId: string; deliveryId: string }
  | { kind: "rule"; rule: string }
  | { kind: "system" };

/**
 * One committed change of a group: its history for people, and the outbox for machines. The record is written in the same
 * transaction as the change; the stream of these records drives every side effect.
 */
export type Activity = GroupRef & {
  version: number;
  type: ActivityType;
  /** As clients read it (behaviour §4.2): ids as text. */
  data: Record<string, string | number | boolean | null>;
  origin: Origin;
  /** When the change happened at its source. */
  sourceTime: number;
  createdAt: number;
  /** The owner before, where the change is about the owner. */
  before?: Assignee | null;
  /** The status before, where the change is about the status. */
  statusBefore?: Status;
  /** What is true of the group once this is committed. */
  after: GroupState;
  /** It is about a team or an archive alone, which no tracker knows: nobody is told. */
  untold?: true;
  /** Of a note: the tracker's id of the comment that it became, by ticket. */
  comments?: Record<string, string>;
};

export type HistoryRecord = GroupRef & {
  version: number;
  status: HistoryStatus;
  userId: number | null;
  assignee: Assignee | null;
  createdAt: number;
};
