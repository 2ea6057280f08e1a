import * as z from "zod";

/**
 * Every queue message, versioned. A consumer takes the versions it knows and refuses others, which then wait in the dead-letter
 * queue for the deploy that knows them. Ids are safe integers, times are milliseconds since the Unix epoch.
 */
const id = z.int().positive();
const time = z.int().nonnegative();
const provider = z.enum(["jira_server", "jira", "discord"]);
const ticket = {
  v: z.literal(1),
  provider,
  externalId: z.string().min(1).max(64),
  integrationId: id,
  /** The ticket's id, which never changes. */
  ticketId: z.string().min(1).max(256),
};
const account = z.string().min(1).max(256);
const step = <T extends z.ZodType>(value: T) => z.object({ from: value.nullable(), to: value.nullable() });

/** TicketChanges.fifo: what a tracker said happened to one ticket. Ordered per ticket. */
export const TicketChange = z.object({
  ...ticket,
  /** What people call it, now. */
  key: z.string().min(1).max(256),
  title: z.string().max(1000).optional(),
  deliveryId: z.string().min(1).max(128),
  receivedAt: time,
  deleted: z.boolean(),
  /** What it has by now; left out where the body does not say. */
  shows: z.object({
    owner: z
      .object({ account, name: z.string().max(1000), email: z.string().min(1).max(320).nullable() })
      .nullable()
      .optional(),
    status: z.object({ value: z.string().min(1).max(256), name: z.string().max(1000) }).optional(),
  }),
  /** Its newest entry, as far as it is about owner or status; null where there is none in the body. Times by the tracker's clock. */
  change: z
    .object({
      entry: z.string().min(1).max(256).nullable(),
      at: time.nullable(),
      updated: time.nullable(),
      by: z.string().max(256).nullable(),
      owner: step(account).optional(),
      /** From an id, to a value that says whether it is done. */
      status: step(z.string().min(1).max(256)).optional(),
    })
    .nullable(),
});
export type TicketChange = z.infer<typeof TicketChange>;

/** TicketLooks.fifo: a ticket is to be looked at. Ordered per ticket. */
export const TicketLook = z.object({
  ...ticket,
  /** What it is looked at for: of one cause one look is enough. */
  cause: z.string().min(1).max(300),
  /** Something was mended: the integration is read as it is now, and a tracker that was left alone is asked. */
  fresh: z.boolean().optional(),
  /** The ticket was made due then, before: where it is not any more somebody has looked since, where it is later another look is behind. */
  expected: time.optional(),
});
export type TicketLook = z.infer<typeof TicketLook>;

/** TrackerSearches: what a tracker changed without our hearing of it is to be looked for. */
export const TrackerSearch = z.object({ v: z.literal(1), provider, externalId: z.string().min(1).max(64) });
export type TrackerSearch = z.infer<typeof TrackerSearch>;

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

/** UserFeedback: what a user wrote about an event of the project, which may be on its way still. */
export const UserFeedback = z.object({
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  feedbackId: z.string().min(1).max(64),
  eventId: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string().max(128).nullable(),
  email: z.string().max(128).nullable(),
  text: z.string().min(1).max(3600),
  receivedAt: time,
});
export type UserFeedback = z.infer<typeof UserFeedback>;

/** ProjectDeletions: the next step of removing what a project owned. */
export const ProjectDeletion = z.object({ v: z.literal(1), organizationId: id, projectId: id });
export type ProjectDeletion = z.infer<typeof ProjectDeletion>;

/** IssueWork: what a merged group still has goes to the one it was merged into. */
export const GroupMerge = z.object({ v: z.literal(1), organizationId: id, projectId: id, from: id, into: id });
export type GroupMerge = z.infer<typeof GroupMerge>;

/** IssueWork: an issue that was archived until then (ms since the epoch). */
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
