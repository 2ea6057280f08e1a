import * as z from "zod";
import type { Assignee, Group } from "../issues/group.ts";
import { LEVELS } from "../issues/group.ts";

/** When a channel is told of a project's issues (behaviour §9.9). Whatever is null does not matter. */
export const AlertRule = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  name: z.string().trim().min(1).max(60),
  guildId: z.string().regex(/^\d{1,20}$/),
  channelId: z.string().regex(/^\d{1,20}$/),
  forum: z.boolean(),
  newIssues: z.boolean(),
  regressions: z.boolean(),
  escalations: z.boolean(),
  /** At least this severe. */
  level: z.enum(LEVELS).nullable(),
  environment: z.string().max(64).nullable(),
  /** Owned by nobody, or by somebody. */
  owned: z.boolean().nullable(),
  /** At most once for an issue within so many minutes; a week at most. */
  minutes: z.int().min(1).max(10_080),
  /** Tags of the newest event that are shown. */
  tags: z.array(z.string().min(1).max(32)).max(10),
  failure: z.string().max(300).nullable(),
});
export type AlertRule = z.infer<typeof AlertRule>;

export type Occasion = "new" | "regression" | "escalation";
type Seen = { occasion: Occasion; group: Pick<Group, "level">; environment: string | null; assignee: Assignee | null };

/** Whether a rule wants a channel to hear of this. */
export function matches(rule: AlertRule, { occasion, group, environment, assignee }: Seen): boolean {
  const wanted = { new: rule.newIssues, regression: rule.regressions, escalation: rule.escalations };
  if (!wanted[occasion]) return false;
  if (rule.level !== null && LEVELS.indexOf(group.level) < LEVELS.indexOf(rule.level)) return false;
  if (rule.environment !== null && rule.environment !== environment) return false;
  return rule.owned === null || rule.owned === (assignee !== null);
}
