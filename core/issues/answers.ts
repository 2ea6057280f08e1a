import * as z from "zod";
import { fixed, flag, id, json, text, time } from "../answers.ts";
import { User } from "../organizations/answers.ts";
import { Release } from "../releases/answers.ts";
import { LEVELS } from "./group.ts";
import { NOT_KEPT, NOT_KEPT_OF_ONE } from "./unkept-fields.ts";

const Actor = z
  .object({ type: z.enum(["user", "team"]), id, name: text.describe("Of a team its slug"), email: text.optional() })
  .meta({ id: "Actor", description: "Who has an issue: a user, or a team." });

const StatusDetails = z
  .object({
    ignoreUntilEscalating: flag.optional(),
    inNextRelease: flag.optional(),
    inRelease: text.optional(),
    inCommit: z.object({ commit: text, repository: text }).optional(),
    ignoreUntil: time.optional(),
    ignoreCount: z.int().optional(),
    ignoreWindow: z.int().nullable().optional().describe("Minutes"),
  })
  .meta({ id: "StatusDetails", description: "What the status refers to, or what it waits for." });

const StatusShape = {
  status: z.enum(["unresolved", "resolved", "ignored"]),
  substatus: z
    .enum([
      ...(["archived_until_escalating", "archived_until_condition_met", "archived_forever"] as const),
      ...(["escalating", "ongoing", "regressed", "new"] as const),
    ])
    .nullable(),
  statusDetails: StatusDetails,
};

const SUBSCRIPTION = z.object({ reason: text }).nullable();

const IssueShape = {
  id,
  shortId: text,
  title: text,
  culprit: text,
  permalink: text.describe("Its page"),
  logger: text.nullable(),
  level: z.enum(LEVELS),
  ...StatusShape,
  isPublic: flag,
  platform: text,
  project: z.object({ id, name: text, slug: text, platform: text.nullable() }),
  type: z.enum(["error", "default"]),
  metadata: z.record(text, text),
  numComments: z.int(),
  assignedTo: Actor.nullable().describe("Its owner"),
  isBookmarked: flag,
  isSubscribed: flag,
  subscriptionDetails: SUBSCRIPTION,
  hasSeen: flag,
  annotations: z.array(json),
  ...fixed(NOT_KEPT),
  issueType: text,
  issueCategory: text,
  isUnhandled: flag,
  count: id.describe("How many events it has, as text"),
  userCount: z.int().describe("How many users met it, counted up to 1,000"),
  firstSeen: time,
  lastSeen: time,
};
export const Issue = z
  .object(IssueShape)
  .meta({ id: "Issue", description: "An issue, as lists show it: errors that are one fault to people." });

export const Activity = z
  .object({
    id: text,
    type: z.enum([
      ...(["assigned", "unassigned", "set_resolved", "set_resolved_in_release", "set_unresolved", "set_ignored"] as const),
      ...(["set_regression", "set_escalating", "merge", "create_issue", "note", "first_seen"] as const),
    ]),
    user: z.object({ id, name: text, email: text }).nullable().describe("Who did it, where a member did"),
    data: z.record(text, z.union([text, z.number(), flag, z.null()])),
    dateCreated: time,
  })
  .meta({ id: "Activity", description: "One change in an issue's history." });
export const History = z.object({ activity: z.array(Activity) }).meta({ id: "History", description: "What was done to an issue." });

const TagSummary = z.object({ key: text, name: text, uniqueValues: z.int(), totalValues: z.int() });

export const IssueDetails = z
  .object({
    ...IssueShape,
    owners: z
      .array(z.object({ type: z.enum(["ownershipRule", "codeowners"]), owner: text.describe("`user:{id}` or `team:{id}`"), rule: text }))
      .describe("Whom the project's rules name"),
    participants: z.array(User),
    seenBy: z.array(User.extend({ lastSeen: time })),
    activity: z.array(Activity),
    ...fixed(NOT_KEPT_OF_ONE),
    tags: z.array(TagSummary).describe("Of its newest events"),
    firstRelease: Release.nullable(),
    lastRelease: Release.nullable(),
  })
  .meta({ id: "IssueDetails", description: "One issue with everything about it." });

export const ShortIdFound = z
  .object({ organizationSlug: text, projectSlug: text, groupId: id, shortId: text, group: IssueDetails })
  .meta({ id: "ShortIdFound", description: "The issue that a short id stands for." });

/** Of a change of many, what it was about. */
export const Changed = z
  .object({
    ...z.object(StatusShape).partial().shape,
    inbox: z.null().optional(),
    hasSeen: flag.optional(),
    isBookmarked: flag.optional(),
    isSubscribed: flag.optional(),
    subscriptionDetails: SUBSCRIPTION.optional(),
    assignedTo: Actor.nullable().optional(),
    unfinished: z.object({ detail: text }).optional().describe("More match than one request changes: the others follow by themselves"),
    merge: z.object({ parent: id, children: z.array(id) }).optional(),
  })
  .meta({ id: "Changed", description: "What became of the fields that a change was about." });

const TagValue = z.object({ key: text, name: text, value: text, count: z.int(), firstSeen: time, lastSeen: time });
export const Tag = TagSummary.extend({ topValues: z.array(TagValue) }).meta({
  id: "Tag",
  description: "A tag, with how many of an issue's newest events have which value.",
});
