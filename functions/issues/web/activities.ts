import { NotFound } from "../../../core/errors.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { historySummary } from "../../../core/issues/representation.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";
import { directoryOf } from "../directory.ts";

const NEWEST = 100;

/** GET …/issues/{issue}/activities/: what was done to it, newest first. */
export const handler = api("event:read", async ({ organization, access, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const [issue, activities, { members }] = await Promise.all([
    groups.get(organization.id, groupId),
    groups.activities(organization.id, groupId, NEWEST),
    directoryOf(organization, access.userId),
  ]);
  if (!issue) throw new NotFound();
  return { body: { activity: historySummary(activities, issue.group, members) } };
});
