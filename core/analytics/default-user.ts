import type { AnalyticsEvent } from "../messages.ts";
import type { Member } from "../organizations/organization.ts";

/**
 * An event that names a user also says whom to count it for where nobody did it: the organization's owner of the lowest id
 * (behaviour §10.2).
 */
export function withDefaultUser(event: AnalyticsEvent, members: readonly Pick<Member, "userId" | "role" | "active">[]): AnalyticsEvent {
  if (event.data.user_id === undefined) return event;
  const owners = members.filter((it) => it.active && it.role === "owner").map((it) => it.userId);
  const default_user_id = event.data.user_id ?? (owners.length > 0 ? Math.min(...owners) : null);
  return { ...event, data: { ...event.data, default_user_id } };
}
