import * as z from "zod";

/** Ten years: what is meant to last longer is archived for good. */
const minutes = z.int().positive().max(5_256_000).nullish();
const count = z.int().positive().max(1_000_000_000).nullish();
/** A week at most (behaviour §8.2). */
const window = z.int().positive().max(10_080).nullish();
const uncounted = z.null("Users are not counted here. Give ignoreCount.").optional();

/** When an archived issue comes back (behaviour §8.2): in the details, or beside the status, where older clients put it. */
const conditions = {
  ignoreDuration: minutes,
  ignoreCount: count,
  ignoreWindow: window,
  ignoreUserCount: uncounted,
  ignoreUserWindow: uncounted,
};
const name = z.string().trim().min(1).max(250);

/** What a client may change (behaviour §8.2). Fields we do not know are ignored, as clients expect. */
export const IssueUpdate = z.object({
  status: z.enum(["resolved", "unresolved", "ignored", "muted", "resolvedInNextRelease"]).optional(),
  substatus: z
    .enum(["archived_until_escalating", "archived_until_condition_met", "archived_forever", "escalating", "ongoing", "regressed", "new"])
    .nullish(),
  statusDetails: z
    .object({
      inNextRelease: z.boolean().optional(),
      inUpcomingRelease: z.boolean().optional(),
      inRelease: name.optional(),
      inCommit: z.object({ commit: name, repository: name }).optional(),
      ...conditions,
    })
    .optional(),
  ...conditions,
  /** What the oldest clients call ignoreDuration. */
  snoozeDuration: minutes,
  /** `""` and null take the issue from its owner. */
  assignedTo: z.union([z.string().max(320), z.int().positive().transform(String)]).nullish(),
  /** Where in a client the owner was chosen; only these two are kept (behaviour §8.2). */
  assignedBy: z.enum(["assignee_selector", "suggested_assignee"]).optional().catch(undefined),
  /** The chat it was chosen in (behaviour §8.6, §13 decision 71). */
  integration: z.enum(["slack", "msteams", "discord"]).optional().catch(undefined),
  hasSeen: z.boolean().optional(),
  isBookmarked: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
  merge: z.union([z.boolean(), z.literal(1).transform(() => true)]).optional(),
  discard: z.boolean().optional(),
});
export type IssueUpdate = z.infer<typeof IssueUpdate>;

/** A bulk change that goes on after the request that began it at `at`, with what its search finds from `after` on. */
const BulkUpdate = z.object({
  v: z.literal(1),
  organizationId: z.int().positive(),
  projectIds: z.array(z.int().positive()),
  userId: z.int().positive(),
  at: z.int().nonnegative(),
  update: IssueUpdate,
  query: z.string().nullable(),
  status: z.string().nullable(),
  after: z.string().nullable(),
  again: z.boolean(),
  /** What were the newest releases when it was asked for, by project, where the search means them. */
  latest: z.array(z.tuple([z.int().positive(), z.string()])).default([]),
});
export type BulkUpdate = z.infer<typeof BulkUpdate>;

/** What a team or a member had who is gone, from `after` on; `found`: something was on the way there. */
const Departure = z.object({
  v: z.literal(1),
  organizationId: z.int().positive(),
  gone: z.object({ type: z.enum(["user", "team"]), id: z.int().positive() }),
  after: z.string().nullable(),
  found: z.boolean(),
});
export type Departure = z.infer<typeof Departure>;

/** In IssueWork, as core/messages.ts says of all: what changes many issues, and is more than a request does. */
export const IssueUpdates = z.union([BulkUpdate, Departure]);
export type IssueUpdates = z.infer<typeof IssueUpdates>;
