import type { Activity } from "../issues/activity.ts";
import { commentKey, type TicketLink } from "../sync/link.ts";
import type { FieldName } from "../sync/register.ts";
import type { TicketState } from "../sync/ticket-state.ts";

/** What became of a change on its way to the ticket, or from there. */
export type Outcome = "taken" | "under-way" | "not-taken" | "waits" | "replaced" | "kept-here" | "before";

/** One change of the issue, as the link saw it. */
export type LogEntry = {
  activity: Activity;
  direction: "from-ticket" | "to-ticket";
  outcome: Outcome;
  /** Why, or what came of it, where there is more to say. */
  detail: string | null;
  /** By which the tracker's news was told, where it came from there. */
  delivery: string | null;
};

/**
 * What one link did with the changes of its issue, newest first. Nothing is stored for it: the issue has its changes with where they came
 * from, and the ticket has which decision it is known to have had last, what is under way, and why something was not taken. So of a change
 * that a later one replaced it is not known whether the ticket ever had it.
 */
export function linkLog(link: TicketLink, state: TicketState | null, activities: readonly Activity[]): LogEntry[] {
  const newest = new Set<FieldName>();
  return activities.flatMap((activity): LogEntry[] => {
    if (activity.type === "note") return [noteEntry(link, activity)];
    const field = fieldOf(activity);
    if (!field) return [];
    const { origin } = activity;
    const isLast = !newest.has(field);
    newest.add(field);
    if (origin.kind === "integration" && origin.integrationId === link.integrationId && origin.ticketId === link.ticketId)
      return [{ activity, direction: "from-ticket", outcome: "taken", detail: null, delivery: origin.deliveryId }];
    return [{ activity, direction: "to-ticket", delivery: null, ...outcomeOf(link, state, { activity, field, isLast }) }];
  });
}

type Fate = Pick<LogEntry, "outcome" | "detail">;

function outcomeOf(
  link: TicketLink,
  state: TicketState | null,
  { activity, field, isLast }: { activity: Activity; field: FieldName; isLast: boolean },
): Fate {
  const { sourceTime: at, untold, version } = activity;
  if (untold) return { outcome: "kept-here", detail: "A team or an archive, which is nothing to a tracker." };
  if (!isLast) return { outcome: "replaced", detail: null };
  const reason = state?.reasons[link.groupId]?.[field];
  if (reason) return { outcome: "not-taken", detail: reason.text };
  if (!state) return { outcome: "under-way", detail: null };
  const known = state[field];
  if (state.waiting && known.seen.at < at) return { outcome: "waits", detail: state.waiting.text };
  if (known.intents.some((it) => it.at === at && it.answered === null)) return { outcome: "under-way", detail: null };
  if (known.seen.at > at && at <= link.since) return { outcome: "before", detail: null };
  if (known.seen.at > at) return { outcome: "replaced", detail: null };
  if (known.seen.at === at || (link.hint?.version ?? 0) >= version) return { outcome: "taken", detail: null };
  return { outcome: "under-way", detail: null };
}

function noteEntry(link: TicketLink, activity: Activity): LogEntry {
  const entry = { activity, direction: "to-ticket", delivery: activity.comments?.[commentKey(link)] ?? null } as const;
  if (entry.delivery !== null) return { ...entry, outcome: "taken", detail: null };
  if (link.notes.some((it) => it.version === activity.version)) return { ...entry, outcome: "waits", detail: null };
  return { ...entry, outcome: "kept-here", detail: null };
}

const FIELD_OF: Partial<Record<Activity["type"], FieldName>> = {
  assigned: "owner",
  unassigned: "owner",
  set_resolved: "status",
  set_resolved_in_release: "status",
  set_unresolved: "status",
  set_ignored: "status",
  set_regression: "status",
};
const fieldOf = ({ type }: Activity): FieldName | undefined => FIELD_OF[type];
