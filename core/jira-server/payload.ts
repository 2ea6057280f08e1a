import * as z from "zod";
import { Invalid } from "../errors.ts";
import type { TicketChange } from "../messages.ts";
import { statusValue } from "../trackers/ticket.ts";

const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(256));
const text = (most: number) => z.string().transform((it) => it.slice(0, most));
/** Jira writes `2026-11-21T11:47:12.345+0000`. */
const moment = z
  .string()
  .transform((it) => Date.parse(it))
  .pipe(z.int().nonnegative());
const odd = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** How a Jira names people: by what its tickets do, and by what its histories do. */
export type Naming = z.ZodType<{ account: string; key: string; name?: string | undefined }>;

export const BY_NAME: Naming = z
  .object({ name: z.string().min(1).max(256), key: odd(z.string().max(256)), displayName: odd(text(1000)) })
  .transform(({ name, key, displayName }) => ({ account: name, key: key ?? name, name: displayName }));

const Address = z.looseObject({ emailAddress: z.string().max(320).nullish() });
const Item = z.looseObject({
  field: z.string(),
  from: z.string().max(256).nullish().catch(null),
  to: z.string().max(256).nullish().catch(null),
});
const Changelog = z.object({ id: odd(id), items: z.array(Item) });
const Issue = z.object({
  id: odd(id),
  key: z.string().min(1).max(256),
  fields: z.object({
    assignee: z.union([z.null(), Address]).optional(),
    status: odd(z.object({ id, name: odd(text(1000)), statusCategory: z.object({ key: z.string() }) })),
    summary: odd(text(1000)),
    updated: odd(moment),
  }),
});

/**
 * What is read of a Jira webhook body; everything else is ignored, and so is what Jira leaves out of old or unusual bodies: of workflow
 * post functions, which have a transition and no event, and of automations, which have all histories of the ticket and no changelog.
 * https://developer.atlassian.com/server/jira/platform/webhooks/
 */
const Body = z.object({
  webhookEvent: odd(z.string()),
  issue_event_type_name: odd(z.string()),
  timestamp: odd(z.int().nonnegative()),
  user: odd(z.looseObject({ name: odd(z.string().max(256)), key: odd(z.string().max(256)), accountId: odd(z.string().max(256)) })),
  changelog: Changelog.nullish(),
  issue: Issue.optional(),
});
type Body = z.infer<typeof Body>;
type Assignee = z.infer<typeof Issue>["fields"]["assignee"];

type Told = Pick<TicketChange, "ticketId" | "key" | "title" | "deleted" | "shows" | "change"> & { timestamp: boolean };

/** Its changelog, where it has one, tells what the ticket began with. */
const CREATED = "jira:issue_created";
const DELETED = "jira:issue_deleted";
/** What is written about a ticket changes neither its owner nor its status. */
const WRITTEN = /comment|worklog/;
const OURS = ["assignee", "status", "Key", "project", "summary"];

/**
 * `handle_assignee_change` and `handle_status_change` (behaviour §2.5, §2.7): the ticket of a webhook body, what it has now and what
 * changed; or why there is nothing in it for us. What it has is the ticket's own, the changelog only says that it changed, by whom and when.
 * `timestamp`: whether the body says when it was sent. Throws Invalid for a body that is not JSON, or not of Jira's shape.
 */
export function readBody(bytes: Uint8Array, naming: Naming = BY_NAME): Told | { ignored: string } {
  const { webhookEvent, issue_event_type_name, timestamp, changelog, issue, user } = parse(bytes);
  const items = changelog?.items ?? [];
  if (!issue) {
    if (items.length > 0) throw new Invalid("The body has a changelog but no issue.");
    return { ignored: "The body names no ticket." };
  }
  if (webhookEvent === CREATED) return { ignored: "The ticket is new." };
  if (items.length === 0 && WRITTEN.test(issue_event_type_name ?? webhookEvent ?? "")) return { ignored: "The body has no changelog." };
  if (items.length > 0 && !items.some((it) => OURS.includes(it.field))) return { ignored: "Neither assignee nor status changed." };
  const { fields, key } = issue;
  const shows = { owner: ownerOf(fields.assignee, naming), status: fields.status && shownStatus(fields.status) };
  const [assignee, status] = [stepOf(items, "assignee"), stepOf(items, "status")];
  const isPlaced = (assignee && shows.owner !== undefined) || (status && shows.status);
  const change = isPlaced
    ? {
        ...{
          entry: changelog?.id ?? null,
          at: timestamp ?? fields.updated ?? null,
          updated: fields.updated ?? null,
          by: user?.accountId ?? user?.key ?? user?.name ?? null,
        },
        ...(assignee && shows.owner !== undefined && { owner: { from: assignee.from, to: ownerTo(assignee.to, fields.assignee, naming) } }),
        ...(status && shows.status && { status: { from: status.from, to: statusTo(status, shows.status.value) } }),
      }
    : null;
  return {
    // Every Jira has the id; a body without is told apart by the key.
    ...{
      ticketId: issue.id ?? key,
      key,
      deleted: webhookEvent === DELETED,
      change,
      timestamp: timestamp !== undefined || fields.updated !== undefined,
    },
    ...(fields.summary !== undefined && { title: fields.summary }),
    shows: { ...(shows.owner !== undefined && { owner: shows.owner }), ...(shows.status && { status: shows.status }) },
  };
}

const stepOf = (items: z.infer<typeof Item>[], field: string) => {
  const of = items.filter((it) => it.field === field);
  const [first, last] = [of[0], of.at(-1)];
  return first && last ? { from: first.from ?? null, to: last.to ?? null } : null;
};

/** The changelog names people by keys, the ticket by accounts too. */
function ownerTo(to: string | null, assignee: Assignee, naming: Naming): string | null {
  const person = naming.safeParse(assignee);
  return person.success && to === person.data.key ? person.data.account : to;
}

/** A body that says another status than its changelog was written later: what it says is not what happened then. */
const statusTo = ({ to }: { to: string | null }, shown: string): string => (to === null || shown.endsWith(`:${to}`) ? shown : `open:${to}`);

const shownStatus = ({ id, name, statusCategory }: NonNullable<z.infer<typeof Issue>["fields"]["status"]>) => ({
  value: statusValue({ id, done: statusCategory.key === "done" }),
  name: name ?? id,
});

/** Undefined where the ticket has somebody of whom the body does not say who it is. */
function ownerOf(assignee: Assignee, naming: Naming): TicketChange["shows"]["owner"] {
  if (!assignee) return assignee;
  const person = naming.safeParse(assignee);
  const email = assignee.emailAddress?.includes("@") ? assignee.emailAddress : null;
  if (!person.success) return undefined;
  const { account, name = account } = person.data;
  return { account, name, email };
}

function parse(bytes: Uint8Array): Body {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Invalid("The body is not JSON.", { cause });
  }
  const parsed = Body.safeParse(withoutOtherLogs(value));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") || "the body";
  throw new Invalid(`The body is not a Jira webhook: ${at} has an unexpected form.`);
}

/** `{}` counts as no changelog, and so does the list of all histories that automations send, alone or in the ticket. */
function withoutOtherLogs(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("changelog" in value)) return isIssue(value) ? { issue: value } : value;
  const { changelog } = value;
  const isOther = typeof changelog === "object" && changelog !== null && (Object.keys(changelog).length === 0 || "histories" in changelog);
  const without = isOther || !changelog ? { ...value, changelog: null } : value;
  return isIssue(without) ? { issue: without } : without;
}

/** The ticket itself, without anything around it. */
const isIssue = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !("issue" in value) && "key" in value && "fields" in value;
