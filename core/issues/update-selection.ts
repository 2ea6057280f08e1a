import type { Organization } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import type { GroupWithState } from "./ports.ts";
import type { People } from "./search.ts";
import { selectIssues } from "./select-issues.ts";
import { type IssueUpdate, updateIssues } from "./update-issues.ts";

type Input = { organization: Organization; projectIds: readonly number[]; query: URLSearchParams; people: People; update: IssueUpdate };

/**
 * A bulk change (behaviour §8.3): selects, changes, and answers one of the issues as it is now, for what the answer tells of all; null
 * where nothing was selected. Throws Invalid for a selection or an owner that cannot be, then nothing is written; or Unavailable.
 */
export async function updateSelection(
  ports: Pick<Ports, "groups" | "organizations" | "now" | "log">,
  { organization, projectIds, query, people, update }: Input,
): Promise<GroupWithState | null> {
  const issues = await selectIssues(ports, { organizationId: organization.id, projectIds, query, people });
  const [first] = issues;
  if (!first) return null;
  await updateIssues(ports, organization, people.userId, issues, update);
  return (await ports.groups.get(organization.id, first.group.id)) ?? first;
}
