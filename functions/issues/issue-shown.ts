import { NotFound } from "../../core/errors.ts";
import { COUNTED_FOR_TAGS, tagSummaries } from "../../core/events/tag-summaries.ts";
import { issueDetails } from "../../core/issues/representation.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { directoryOf, knowing } from "./directory.ts";
import { releasesShown } from "./releases-shown.ts";

/** Of the history of an issue, the newest. */
const ACTIVITIES = 100;

type IssueShown = ReturnType<typeof issueDetails> & { tags: ReturnType<typeof tagSummaries> } & Awaited<ReturnType<typeof releasesShown>>;

/** One issue with everything about it, as the Web API shows it, read at once; of a merged one the other. Throws NotFound. */
export async function issueShown(organization: Organization, userId: number, groupId: number): Promise<IssueShown> {
  const [issue, directory, participants, activities, owners, { items: newest }] = await Promise.all([
    groups.get(organization.id, groupId),
    directoryOf(organization, userId),
    participations.ofGroup(organization.id, groupId),
    groups.activities(organization.id, groupId, ACTIVITIES),
    groupOwners.ofGroups(organization.id, [groupId]),
    events.list(organization.id, groupId, { limit: COUNTED_FOR_TAGS }),
  ]);
  if (!issue) {
    const into = await merges.into(organization.id, groupId);
    if (into === null) throw new NotFound();
    return issueShown(organization, userId, into);
  }
  const [known, named] = await Promise.all([knowing(directory, [issue.state.assignee]), releasesShown(issue.group, directory.projects)]);
  return { ...issueDetails(issue, known, participants, activities, owners.get(groupId) ?? []), tags: tagSummaries(newest), ...named };
}
