import * as z from "zod";
import { IssueUpdate } from "./issues/issue-update.ts";

/**
 * Every queue message, versioned. A consumer takes the versions it knows and refuses others, which then wait in the dead-letter
 * queue for the deploy that knows them. Ids are safe integers, times are milliseconds since the Unix epoch.
 */
const id = z.int().positive();
const time = z.int().nonnegative();
/** The fraction orders different changes of one millisecond. */
const sourceTime = z.number().nonnegative();

const assignee = z.object({ type: z.enum(["user", "team"]), id });

const origin = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), userId: id, assignedBy: z.enum(["assignee_selector", "suggested_assignee"]).optional() }),
  z.object({ kind: z.literal("integration"), provider: z.string(), integrationId: id, ticket: z.string(), deliveryId: z.string() }),
  z.object({ kind: z.literal("rule"), rule: z.string() }),
  z.object({ kind: z.literal("system") }),
]);

const strategy = z.enum(["resolve", "resolve_current_release", "resolve_next_release"]);

/** IssueChanges.fifo: what a tracker said happened to one ticket. Ordered per ticket. */
export const IssueChanged = z.object({
  v: z.literal(1),
  provider: z.enum(["jira_server", "jira"]),
  integrationId: id,
  /** The ticket's id, which never changes. */
  ticket: z.string().min(1).max(256),
  /** What people call it, now. */
  key: z.string().min(1).max(256).optional(),
  title: z.string().max(1000).optional(),
  deliveryId: z.string().min(1).max(128),
  sourceTime,
  /**
   * Who has the ticket now, by address and account; null when nobody has. For the organizations that had the switch on when it was
   * accepted.
   */
  assignee: z
    .object({
      organizations: z.array(id).min(1),
      email: z.string().min(1).max(320).nullable(),
      account: z.string().min(1).max(256).optional(),
    })
    .optional(),
  /** Whether the ticket is done now; for the same, each with what a done ticket does to its issues. */
  status: z.object({ organizations: z.array(z.object({ id, strategy })).min(1), done: z.boolean() }).optional(),
  /** The ticket is called otherwise, or gone; for all organizations that have it. */
  place: z.object({ organizations: z.array(id).min(1), deleted: z.boolean() }).optional(),
});
export type IssueChanged = z.infer<typeof IssueChanged>;

/** Reconciliations: the tickets of one tracker that changed since then, as it began and from where on; times of ours. */
export const Reconciliation = z.object({
  v: z.literal(1),
  provider: z.enum(["jira_server", "jira", "discord"]),
  externalId: z.string().min(1).max(64),
  since: time,
  begun: time,
  startAt: z.int().nonnegative(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** What the relay says of one committed activity, to whoever acts on it. `version` makes it the same message however often it is sent. */
const committed = {
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  groupId: id,
  version: z.int().positive(),
  sourceTime,
};

/** To one link of that group. Ordered per ticket. */
const outbound = {
  ...committed,
  /** 0 where nothing of the group ever changed, and its ticket is looked at again. */
  version: z.int().nonnegative(),
  integrationId: id,
  ticket: z.string().min(1).max(256),
  /** Asks to look at the ticket though it has had this version: what asked for it, so that repeats are the same message. */
  again: z.string().min(1).max(128).optional(),
};

/** OutboundAssignees.fifo: a group that changed, and its owner since. */
export const OutboundAssignee = z.object({
  ...outbound,
  /** Whether the change was about the owner. */
  changed: z.boolean(),
  after: z.object({ version: z.int().nonnegative(), assignee: assignee.nullable(), assigneeSourceTime: sourceTime }),
  origin,
});
export type OutboundAssignee = z.infer<typeof OutboundAssignee>;

/** OutboundStatuses.fifo: a group whose status changed. */
export const OutboundStatus = z.object({
  ...outbound,
  status: z.enum(["resolved", "unresolved"]),
  origin,
});
export type OutboundStatus = z.infer<typeof OutboundStatus>;

/** OutboundComments.fifo: a note that somebody wrote, for one ticket of its group; its text stays in the table. */
export const OutboundComment = z
  .object({ ...outbound, userId: id })
  .omit({ sourceTime: true })
  .extend({ version: z.int().positive() });
export type OutboundComment = z.infer<typeof OutboundComment>;

/** CacheInvalidations: the owner caches of these groups are stale. */
export const CacheInvalidation = z.discriminatedUnion("v", [
  z.object({ v: z.literal(1), organizationId: id, projectId: id, groupIds: z.array(id).min(1).max(10_000) }),
  /** A chunk of a project's invalidation: the ids as `packIds` makes them, base64. */
  z.object({
    v: z.literal(2),
    organizationId: id,
    projectId: id,
    id: z.string().min(1).max(100),
    chunk: z.int().nonnegative(),
    packed: z.string().min(1).max(200_000),
  }),
]);
export type CacheInvalidation = z.infer<typeof CacheInvalidation>;

/** ProjectInvalidations: no cached answer about the project's groups holds any more; `after`: where freeing their memory goes on. */
export const ProjectInvalidation = z.object({
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  id: z.string().min(1).max(100),
  by: z.string().min(1).max(100),
  reason: z.enum(["ownership", "team", "member"]),
  requestedAt: time,
  after: z.object({ lastSeen: time, groupId: id }).nullable(),
  chunk: z.int().nonnegative(),
  counted: z.int().nonnegative(),
});
export type ProjectInvalidation = z.infer<typeof ProjectInvalidation>;

/** OwnerEvaluations: an event whose group may have owners by the rules of its project. */
export const OwnerEvaluation = z.object({
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  groupId: id,
  eventId: z.string().regex(/^[0-9a-f]{32}$/),
  timestamp: time,
  receivedAt: time,
});
export type OwnerEvaluation = z.infer<typeof OwnerEvaluation>;

/** ProjectDeletions: the next step of removing what a project owned. */
export const ProjectDeletion = z.object({ v: z.literal(1), organizationId: id, projectId: id });
export type ProjectDeletion = z.infer<typeof ProjectDeletion>;

/** IssueUpdates: a bulk change that goes on after the request that began it at `at`, with what its search finds from `after` on. */
export const IssueUpdates = z.object({
  v: z.literal(1),
  organizationId: id,
  projectIds: z.array(id),
  userId: id,
  at: time,
  update: IssueUpdate,
  query: z.string().nullable(),
  status: z.string().nullable(),
  after: z.string().nullable(),
  again: z.boolean(),
});
export type IssueUpdates = z.infer<typeof IssueUpdates>;

/** GroupMerges: what a merged group still has goes to the one it was merged into. */
export const GroupMerge = z.object({ v: z.literal(1), organizationId: id, projectId: id, from: id, into: id });
export type GroupMerge = z.infer<typeof GroupMerge>;

/** Snoozes: an issue that was archived until then (ms since the epoch). */
export const Snooze = z.object({ v: z.literal(1), organizationId: id, groupId: id, until: time });
export type Snooze = z.infer<typeof Snooze>;

/** Analytics: one logical event; `id` is `group:version:type`, so repeats on the wire are the same event. */
export const AnalyticsEvent = z.object({
  v: z.literal(1),
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  organizationId: id,
  timestamp: time,
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AnalyticsEvent = z.infer<typeof AnalyticsEvent>;
