import type { Feature, Team } from "../organizations/organization.ts";
import type { Assignee } from "./group.ts";
import type { Subscriber } from "./participation.ts";

/**
 * Who is subscribed because the issue is theirs (behaviour §4.3): the user; or the team itself where the organization has
 * `team-workflow-notifications`; or each member of the team. It replaces those before, which is the whole of
 * `remove_old_assignees` (§4.5, §13 decisions 34 and 35): who is in both teams stays, whoever is no longer concerned goes.
 */
export function assignedSubscribers(
  assignee: Assignee | null,
  team: Pick<Team, "members"> | null,
  features: readonly Feature[],
): Subscriber[] {
  if (!assignee) return [];
  if (assignee.type === "user") return [{ type: "user", id: assignee.id }];
  if (features.includes("team-workflow-notifications")) return [{ type: "team", id: assignee.id }];
  return (team?.members ?? []).map((id) => ({ type: "user", id }));
}
