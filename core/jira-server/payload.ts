import * as z from "zod";
import { Invalid } from "../errors.ts";

/**
 * What is read of a Jira webhook body; everything else is ignored, and so is what Jira leaves out of old or unusual bodies.
 * https://developer.atlassian.com/server/jira/platform/webhooks/
 */
const Body = z.object({
  webhookEvent: z.string().optional().catch(undefined),
  timestamp: z.int().nonnegative().optional().catch(undefined),
  changelog: z.object({ items: z.array(z.looseObject({ field: z.string() })) }).nullish(),
  issue: z
    .object({
      id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
      key: z.string().min(1).max(256),
      fields: z.object({
        assignee: z
          .object({ emailAddress: z.string().max(320).nullish(), name: z.string().max(256).optional().catch(undefined) })
          .nullish(),
        status: z
          .object({ statusCategory: z.object({ key: z.string() }) })
          .optional()
          .catch(undefined),
        summary: z.string().optional().catch(undefined),
        updated: z.string().optional().catch(undefined),
      }),
    })
    .optional(),
});
type Body = z.infer<typeof Body>;
export type JiraChange = { issue: NonNullable<Body["issue"]>; fields: ReadonlySet<string>; deleted: boolean; sourceTime: number | null };

/** Its changelog, where it has one, tells what the ticket began with. */
const CREATED = "jira:issue_created";
const DELETED = "jira:issue_deleted";

/**
 * The changed ticket of a webhook body and the names of its changed fields, or the reason why there is nothing in it for us:
 * no changelog (a new ticket, a comment), an empty one, no ticket. `sourceTime` is when Jira says it happened, in ms since the epoch.
 * Throws Invalid for a body that is not JSON, or not of Jira's shape.
 */
export function readChange(bytes: Uint8Array): JiraChange | { ignored: string } {
  const { timestamp, changelog, issue, webhookEvent } = parse(bytes);
  const deleted = webhookEvent === DELETED && issue !== undefined;
  if (deleted) return { issue, fields: new Set(), deleted, sourceTime: timestamp ?? null };
  if (!changelog || webhookEvent === CREATED) return { ignored: "The body has no changelog." };
  if (changelog.items.length === 0) return { ignored: "The changelog has no items." };
  if (!issue) throw new Invalid("The body has a changelog but no issue.");
  const updated = issue.fields.updated ? Date.parse(issue.fields.updated) : Number.NaN;
  const sourceTime = timestamp ?? (Number.isNaN(updated) ? null : updated);
  return { issue, fields: new Set(changelog.items.map((item) => item.field)), deleted, sourceTime };
}

function parse(bytes: Uint8Array): Body {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Invalid("The body is not JSON.", { cause });
  }
  const parsed = Body.safeParse(emptyChangelogIsNone(value));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") || "the body";
  throw new Invalid(`The body is not a Jira webhook: ${at} has an unexpected form.`);
}

/** behaviour §1.11: `{}` counts as no changelog. */
function emptyChangelogIsNone(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("changelog" in value)) return value;
  const { changelog } = value;
  const empty = typeof changelog === "object" && changelog !== null && Object.keys(changelog).length === 0;
  return empty || !changelog ? { ...value, changelog: null } : value;
}
