import type { Activity } from "../issues/activity.ts";
import type { AnalyticsEvent } from "../messages.ts";

/**
 * The analytics events of one committed change (behaviour §10.2), natively typed. Their ids are `group:version:type`, so however
 * often the relay runs they are the same events.
 */
export function analyticsOf(activity: Activity): AnalyticsEvent[] {
  const { organizationId, projectId, groupId, version, origin, createdAt } = activity;
  const event: MakeEvent = (type, fields) => ({
    v: 1,
    id: `${groupId}:${version}:${type}`,
    type,
    organizationId,
    timestamp: createdAt,
    data: { organization_id: organizationId, project_id: projectId, group_id: groupId, ...fields },
  });
  const user_id = origin.kind === "user" ? origin.userId : null;
  return [...eventsOf(activity, event, user_id), ...inDiscord(activity, event)];
}

function eventsOf(activity: Activity, event: MakeEvent, user_id: number | null): AnalyticsEvent[] {
  const { data, origin } = activity;
  switch (activity.type) {
    case "assigned":
      return [event("issue.assigned", { user_id }), ...manual(activity, event), ...byRule(activity, event)];
    case "unassigned":
      return [event("issue.unassigned", { user_id }), ...manual(activity, event)];
    case "set_resolved":
    case "set_resolved_in_release":
      return [event("issue.resolved", { user_id, resolution_type: resolutionType(activity) })];
    case "create_issue":
      return [
        event(`integration.issue.${data.new ? "created" : "linked"}`, {
          provider: data.provider_key ?? null,
          id: Number(data.integration_id),
          user_id,
        }),
      ];
    case "merge":
    case "note":
      return [];
    case "set_ignored":
      return [archived(activity, event, user_id)];
    case "set_unresolved":
    case "set_regression":
    case "set_escalating": {
      const type = activity.statusBefore === "ignored" ? "issue.unignored" : "issue.unresolved";
      return [event(type, { user_id, transition_type: origin.kind === "user" ? "manual" : "automatic" })];
    }
  }
}

type MakeEvent = (type: string, data: AnalyticsEvent["data"]) => AnalyticsEvent;

function manual({ origin, before }: Activity, event: MakeEvent): AnalyticsEvent[] {
  if (origin.kind !== "user") return [];
  return [event("manual.issue_assignment", { assigned_by: origin.assignedBy ?? null, had_to_deassign: before != null })];
}

/** What was decided with a button there: `status` is the change that was asked for, as text. */
function inDiscord({ type, origin, data }: Activity, event: MakeEvent): AnalyticsEvent[] {
  if (origin.kind !== "user" || data.integration !== "discord") return [];
  const { userId } = origin;
  const status = (change: object) => event("integrations.discord.status", { user_id: userId, status: JSON.stringify(change) });
  if (type === "assigned")
    return [
      event("integrations.discord.assign", { actor_id: userId }),
      status({ assignedTo: `${data.assigneeType}:${data.assignee}`, integration: "discord" }),
    ];
  if (type === "unassigned")
    return [event("integrations.discord.assign", { actor_id: userId }), status({ assignedTo: "", integration: "discord" })];
  const { integration: _, ...details } = data;
  return [status({ status: type.replace("set_", ""), ...details })];
}

/** behaviour §5.7: by what kind of rule it was assigned. */
function byRule({ origin, data }: Activity, event: MakeEvent): AnalyticsEvent[] {
  if (origin.kind !== "rule") return [];
  return [event(data.integration === "codeowners" ? "codeowners.assignment" : "issueowners.assignment", {})];
}

function resolutionType({ origin, data }: Activity): string {
  if (origin.kind === "integration") return "with_third_party_app";
  if (data.inNextRelease) return "in_next_release";
  if (data.version !== undefined) return "in_release";
  return data.commit === undefined ? "now" : "in_commit";
}

/** Archived until something happens is ignored; for good or until it escalates is archived. The duration is in minutes. */
function archived({ data, createdAt }: Activity, event: MakeEvent, user_id: number | null): AnalyticsEvent {
  const { substatus, ignoreUntil, ignoreCount = null, ignoreWindow = null } = data;
  if (substatus !== "archived_until_condition_met") {
    return event("issue.archived", { user_id, until_escalating: substatus === "archived_until_escalating" });
  }
  const ignore_duration = typeof ignoreUntil === "string" ? Math.round((Date.parse(ignoreUntil) - createdAt) / 60_000) : null;
  return event("issue.ignored", { user_id, ignore_duration, ignore_count: ignoreCount, ignore_window: ignoreWindow });
}
