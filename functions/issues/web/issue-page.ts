import { NotFound } from "../../../core/errors.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { now } from "../../adapters/clock.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { merges } from "../../adapters/dynamo/merges.ts";
import { page } from "../../edges/page.ts";
import { directoryOf, knowing } from "../directory.ts";
import { issueDocument } from "../issue-document.ts";
import { ticketsShown } from "../tickets-shown.ts";

/** Of its history, the newest. */
const ACTIVITIES = 20;

/** GET /organizations/{organization}/issues/{issue}/: an issue by its permalink or short id; a merged one leads to the other. */
export const handler = page("event:read", async ({ organization, access, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const [issue, directory, activities, latest] = await Promise.all([
    groups.get(organization.id, groupId),
    directoryOf(organization, access.userId),
    groups.activities(organization.id, groupId, ACTIVITIES),
    events.latest(organization.id, groupId),
  ]);
  if (!issue) {
    const into = await merges.into(organization.id, groupId);
    if (into === null) throw new NotFound("There is no such issue in this organization, by id or by short id.");
    return { redirect: `/organizations/${organization.slug}/issues/${into}/` };
  }
  const known = await knowing(directory, [issue.state.assignee]);
  const tickets = await ticketsShown(issue, known.members);
  return issueDocument({ issue, directory: known, activities, latest, tickets, now: now() });
});
