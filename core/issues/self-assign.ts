import type { NotificationSettings } from "../notifications/ports.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Owner } from "./assign.ts";
import type { GroupWithState } from "./ports.ts";

export type SelfAssigned = { owner: Owner; issues: GroupWithState[] };

/**
 * The issues that a user who resolves them gets by their own wish: those that nobody has, of projects they are in (behaviour §8.7; only
 * those, §13 decision 67). Null where there are none. One read for each project, one more for the member.
 */
export async function selfAssigned(
  { notificationSettings, organizations }: { notificationSettings: NotificationSettings; organizations: Organizations },
  { organizationId, userId }: { organizationId: number; userId: number },
  resolved: readonly GroupWithState[],
): Promise<SelfAssigned | null> {
  const free = resolved.filter(({ state }) => state.assignee === null);
  const projectIds = [...new Set(free.map(({ group }) => group.projectId))];
  const settings = await Promise.all(projectIds.map((id) => notificationSettings.find(organizationId, id, userId)));
  const wished = projectIds.filter((_, position) => settings[position]?.selfAssignOnResolve);
  const member = wished.length > 0 ? await organizations.member(organizationId, userId) : null;
  if (!member?.active) return null;
  const issues = free.filter(({ group }) => wished.includes(group.projectId) && member.projects.includes(group.projectId));
  const owner: Owner = { type: "user", id: userId, email: member.email, subscribers: [{ type: "user", id: userId }] };
  return issues.length > 0 ? { owner, issues } : null;
}
