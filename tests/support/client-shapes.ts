import * as z from "zod";

/** What recorded clients break without, in an answer: text that is there, ids that are text, times with a zone. */
const text = z.string();
const id = z.string().regex(/^\d+$/);
const time = z.iso.datetime({ offset: true });
const project = z.object({ id, name: text, slug: text });
/** A team has no address at all: null is not taken. */
const actor = z.object({ type: z.enum(["user", "team"]), id, name: text, email: z.email().optional() });

/** sentry-cli 3.8.0, `issues list`. */
export const ListedIssue = z.object({ id, shortId: text, title: text, level: text, status: text, lastSeen: time });

/** sentry 0.45.0 and @sentry/mcp-server 0.39.0: an issue. What is not null if it is there is optional here, never nullable. */
export const Issue = z.object({
  id,
  shortId: text,
  title: text,
  culprit: text,
  permalink: z.url(),
  status: z.enum(["resolved", "unresolved", "ignored"]),
  substatus: text.nullable(),
  statusDetails: z.record(text, z.unknown()),
  project,
  count: z.string().regex(/^\d+$/),
  userCount: z.int(),
  firstSeen: time,
  lastSeen: time,
  assignedTo: actor.nullable(),
  email: text.optional(),
  metadata: z.record(text, z.unknown()).optional(),
  issueType: text.optional(),
  issueCategory: text.optional(),
  isBookmarked: z.boolean(),
  isSubscribed: z.boolean(),
  hasSeen: z.boolean(),
});

/** sentry-cli 3.8.0, `events list`; sentry 0.45.0, `event list`. */
export const ListedEvent = z.object({
  id: text,
  eventID: text,
  title: text,
  dateCreated: time,
  tags: z.array(z.object({ key: text, value: text })),
});

/** @sentry/mcp-server 0.39.0, get_issue_details. */
export const Event = ListedEvent.extend({
  type: text,
  message: text,
  entries: z.array(z.object({ type: text, data: z.record(text, z.unknown()) })),
});

export const ShortId = z.object({ organizationSlug: text, projectSlug: text, groupId: id, shortId: text, group: Issue });
export const Merge = z.object({ merge: z.object({ parent: id, children: z.array(id).min(1) }) });
export const Note = z.object({ id: text, type: z.literal("note"), data: z.object({ text }), dateCreated: time });
