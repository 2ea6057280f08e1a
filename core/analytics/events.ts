import type { Activity } from "../issues/activity.ts";
import type { AnalyticsEvent } from "../messages.ts";

/**
 * The analytics events of one committed change (behaviour §10.2), natively typed. Their ids are `group:version:type`, so however
 * often the relay runs they are the same events.
 */
export function analyticsOf(activity: Activity): AnalyticsEvent[] {
  const { organizationId, projectId, groupId, version, origin, createdAt } = activity;
  const event = (type: string, data: AnalyticsEvent["data"]): AnalyticsEvent => ({
    v: 1,
    id: `${groupId}:${version}:${type}`,
    type,
    organizationId,
    timestamp: createdAt,
    data: { organization_id: organizationId, project_id: projectId, group_id: groupId, ...data },
  });
  const user_id = origin.kind === "user" ? origin.userId : null;
  const manual = origin.kind === "user" ? [event("manual.issue_assignment", { had_to_deassign: activity.before != null })] : [];
  switch (activity.type) {
    case "assigned":
      return [event("issue.assigned", { user_id }), ...manual];
    case "unassigned":
      return [event("issue.unassigned", { user_id }), ...manual];
    case "set_resolved":
      return [event("issue.resolved", { user_id, resolution_type: origin.kind === "integration" ? "with_third_party_app" : "now" })];
    case "set_ignored":
      return [event("issue.ignored", { user_id })];
    case "set_unresolved":
    case "set_regression":
      return [event("issue.unresolved", { user_id, transition_type: activity.type === "set_regression" ? "automatic" : "manual" })];
  }
}
