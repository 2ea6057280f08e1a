import type { Days } from "./days.ts";

/** An aggregated error. What is described and counted lives here, what people decide about it in `GroupState`. */
export type Group = {
  id: number;
  organizationId: number;
  projectId: number;
  shortId: string;
  title: string;
  culprit: string;
  level: Level;
  type: "error" | "default";
  metadata: Record<string, string>;
  platform: string;
  logger: string | null;
  /** Whether nobody caught what its newest event tells of. */
  unhandled: boolean;
  /** Events counted so far. */
  count: number;
  /** How many of them came on each of the last days; left out where none did. */
  days?: Days;
  /** Distinct users that events named, counted no further than 1,000. */
  userCount: number;
  firstSeen: number;
  lastSeen: number;
  /** That the first event to come named that named one. */
  firstRelease: string | null;
  /** That the newest event named that named one. */
  release: string | null;
};

export const LEVELS = ["sample", "debug", "info", "warning", "error", "fatal"] as const;
export type Level = (typeof LEVELS)[number];

export type Status = "unresolved" | "resolved" | "ignored";
/** behaviour §0.3: the canonical names. */
export type Substatus =
  | "archived_until_escalating"
  | "archived_until_condition_met"
  | "archived_forever"
  | "escalating"
  | "ongoing"
  | "regressed"
  | "new";

/** What a status refers to or waits for (behaviour §8.2). */
export type StatusDetails =
  | { type: "in_next_release"; release: string }
  | { type: "in_release"; release: string }
  | { type: "in_commit"; commit: string; repository: string }
  | { type: "until"; until: number | null; events: EventLimit | null };
/** `count` more events than the `counted` there were at `since`: of the last `window` minutes, or altogether. */
export type EventLimit = { count: number; window: number | null; counted: number; since: number };

export type Assignee = { type: "user" | "team"; id: number };

/** A place among issues, newest seen first and of one time the higher id first: right after this one. */
export type SeenPlace = { lastSeen: number; groupId: number };

/** Where a group is: the tenant and the project lead every key. */
export type GroupRef = { organizationId: number; projectId: number; groupId: number };

/**
 * Who owns a group and where it stands. `version` counts the committed changes: activity `version` is the one that made this state.
 * The source times (ms since the epoch, the fraction telling apart changes of one millisecond) are those of the newest change
 * applied: an older one arriving late changes nothing.
 */
export type GroupState = {
  version: number;
  status: Status;
  substatus: Substatus | null;
  statusDetails: StatusDetails | null;
  statusSourceTime: number;
  assignee: Assignee | null;
  assigneeSourceTime: number;
  /** What was decided of people, while a team stands over it, or nobody since that team was taken away. */
  ownerUnder?: OwnerDecision | null;
  /** What was decided of done or not, while an archive stands over it. */
  statusUnder?: StatusDecision | null;
};

/** Decisions that a tracker can be told, and when they were made, in ms since the Unix epoch; 0 where nobody ever decided. */
export type OwnerDecision = { userId: number | null; at: number };
export type StatusDecision = Pick<GroupState, "substatus" | "statusDetails"> & { status: Exclude<Status, "ignored">; at: number };

/** What an assignment needs to know of the state. */
export type AssigneeState = Pick<GroupState, "version" | "assignee" | "assigneeSourceTime" | "ownerUnder">;
