import type { Member, Team } from "../organizations/organization.ts";
import type { Activity, HistoryRecord } from "./activity.ts";
import type { Assignee, Group, GroupRef, GroupState, SeenPlace, Status } from "./group.ts";
import type { Participants, Subscriber, SubscriptionReason, Wish } from "./participation.ts";
import type { SuggestedOwner } from "./suggested-owners.ts";

export type GroupWithState = { group: Group; state: GroupState };
/** What else a search goes by: values of tags by key, and whether a ticket is linked. */
export type Searchable = { tags: ReadonlyMap<string, ReadonlySet<string>>; linked: boolean };
/** What an issue is linked to, and where chats were told of it: as many as there are, or none where there was never one. */
export type LinkedTo = {
  tickets: { integrationId: number; ticketId: string }[];
  messages: { guildId: string; channelId: string; messageId: string }[];
};

/**
 * In what order, and which, issues are listed: all of them by when they were last seen; or those of a status, an owner (null is nobody)
 * or a tag, by the hour of it.
 */
export type IssueIndex =
  | { by: "seen" }
  | { by: "status"; status: Status }
  | { by: "owner"; owner: Assignee | null }
  | { by: "tag"; key: string; value: string };

/** A place in an index, with the half of the issue that stands in it; `state` may be a moment old. */
export type Listed = { place: SeenPlace; group?: Group; state?: GroupState };

/** What completing takes: of a group that is not known the group, its state always, and an item a tag. */
export const itemsOf = ({ group }: Listed, tagKeys: readonly string[]): number => (group ? 1 : 2) + tagKeys.length;

/** One change of one group, to be committed if the group is still at `expected`. */
export type StateChange = {
  ref: GroupRef;
  /** The version the change was decided on. The store also refuses a source time that is older than the newest. */
  expected: number;
  set: Partial<Omit<GroupState, "version">>;
  activity: Activity;
  /** Where it is about the owner or the status. */
  history?: HistoryRecord;
  /** The people (or teams) subscribed because they are assigned, from now on: replaces those before. */
  assignedSubscribers?: readonly Subscriber[];
  /** Who is subscribed by the change itself; somebody's own wish not to be stays. */
  subscribes?: { userId: number; reason: SubscriptionReason };
};

/** What is there already was asked for by something newer: only its time is kept, without a version of its own. */
export type Confirmation = Pick<StateChange, "ref" | "expected" | "set">;

export type CommitResult =
  | { outcome: "committed" }
  /** Nothing was written. `current` has, for each change in order, the state that did not match, or null where the group is gone. */
  | { outcome: "stale"; current: Map<number, GroupState | null> };

export type Groups = {
  get(organizationId: number, groupId: number): Promise<GroupWithState | null>;
  getMany(organizationId: number, groupIds: readonly number[]): Promise<GroupWithState[]>;
  byShortId(organizationId: number, shortId: string): Promise<number | null>;
  /**
   * What an index lists, latest place first, after a place, which may be that of another project's group. `next` is null at the end.
   * One request. Throws Unavailable.
   */
  listByProject(
    organizationId: number,
    projectId: number,
    page: { index?: IssueIndex | undefined; limit: number; after?: SeenPlace | undefined },
  ): Promise<{ items: Listed[]; next: SeenPlace | null }>;
  /**
   * What was listed, whole, with what it is linked to and the values of these tags, without what is gone. A hundred items a request: see
   * `itemsOf`.
   */
  complete(
    organizationId: number,
    listed: readonly Listed[],
    tagKeys?: readonly string[],
  ): Promise<(GroupWithState & Searchable & { linkedTo?: LinkedTo })[]>;
  /** All changes in one transaction of at most 24. Throws Unavailable when the store is. */
  commit(changes: readonly StateChange[]): Promise<CommitResult>;
  /**
   * Records that a newer change asked for what is there already, so that an older one arriving late stays older. False when the
   * group has moved on from `expected`.
   */
  confirm(ref: GroupRef, expected: number, newest: { assigneeSourceTime: number } | { statusSourceTime: number }): Promise<boolean>;
  /** The one that made this version. */
  activity(organizationId: number, groupId: number, version: number): Promise<Activity | null>;
  /** Newest first. */
  activities(organizationId: number, groupId: number, limit: number): Promise<Activity[]>;
};

/** What users themselves say of issues. */
export type Participations = {
  ofGroup(organizationId: number, groupId: number): Promise<Participants>;
  /** Each issue's subscribers as its owner, and this one user. */
  ofUser(organizationId: number, groupIds: readonly number[], userId: number): Promise<Map<number, Participants>>;
  /** Keeps what a user wishes of issues; a newer wish stays, and an issue that is gone is left out. */
  set(organizationId: number, groupIds: readonly number[], wish: Wish): Promise<void>;
};

/** An issue with what it takes to change and show it, in one request. The owner named may not be there. */
export type ReadForUpdate = (
  organizationId: number,
  groupId: number,
  userId: number,
  owner: Assignee | null,
) => Promise<{ issue: GroupWithState; participants: Participants; member: Member | null; team: Team | null } | null>;

export type Merges = {
  /**
   * Puts groups of a project into another one: what grouped to them groups to it from now on, and it counts their events. One transaction
   * of at most 12 groups. False when one of them, or the other, changed meanwhile or is gone.
   */
  merge(change: StateChange, into: Group, groups: readonly GroupWithState[]): Promise<boolean>;
  /** The group that this one was merged into. */
  into(organizationId: number, groupId: number): Promise<number | null>;
  /** Moves what the merged group still has, `limit` items at most, to where it was merged. Answers how many there were. */
  move(organizationId: number, from: number, into: number, limit: number): Promise<number>;
};

export type GroupOwners = {
  /** The owners that rules gave to these groups, the strongest first; groups without any are left out. */
  ofGroups(organizationId: number, groupIds: readonly number[]): Promise<Map<number, SuggestedOwner[]>>;
  /** Replaces them, unless they come from newer rules than `version`. Nothing is kept for a group that is gone. */
  replace(ref: GroupRef, owners: readonly SuggestedOwner[], version: number, at: number): Promise<void>;
};

export type EventPlaces = {
  /** The group that an event of one of these projects is in, by its id; a request for a hundred projects. */
  groupOf(organizationId: number, projectIds: readonly number[], eventId: string): Promise<number | null>;
};

export type EventCounts = {
  /** How many events a group got since then (ms since the epoch); also those that are only counted; no further than `enough`. */
  countSince(organizationId: number, groupId: number, since: number, enough: number): Promise<number>;
  /** How many came in the busiest hour of the clock between two times (ms since the epoch), of the newest thousands there. */
  busiestHour(organizationId: number, groupId: number, since: number, until: number): Promise<number>;
};

/**
 * How an issue that is archived until it escalates is watched: archived at `since`, it escalates with more than `most` events in an hour of
 * the clock; `counted` were there when `hour` began, or at its first event that was seen. Times in ms since the epoch.
 */
export type Watch = { since: number; most: number; hour: number; counted: number };

export type Escalations = {
  find(organizationId: number, groupId: number): Promise<Watch | null>;
  /** Replaces what is there. Nothing is kept for a group that is gone. */
  put(ref: GroupRef, watch: Watch): Promise<void>;
};
