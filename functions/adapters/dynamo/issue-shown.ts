import { NotFound } from "../../../core/errors.ts";
import { issueDetails } from "../../../core/issues/representation.ts";
import type { Organization } from "../../../core/organizations/organization.ts";
import { directoryOf } from "./directory.ts";
import { groups } from "./groups.ts";
import { participations } from "./participations.ts";

/** Of the history of an issue, the newest. */
const ACTIVITIES = 100;

/** One issue with everything about it, as the Web API shows it; all of it is read at once. Throws NotFound. */
export async function issueShown(organization: Organization, userId: number, groupId: number) {
  const [issue, directory, participants, activities] = await Promise.all([
    groups.get(organization.id, groupId),
    directoryOf(organization, userId),
    participations.ofGroup(organization.id, groupId),
    groups.activities(organization.id, groupId, ACTIVITIES),
  ]);
  if (!issue) throw new NotFound();
  return issueDetails(issue, directory, participants, activities);
}
