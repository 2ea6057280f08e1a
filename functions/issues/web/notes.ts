import { NotFound } from "../../../core/errors.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { activitySummary } from "../../../core/issues/representation.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";
import { page } from "../../edges/pagination.ts";
import { directoryOf } from "../directory.ts";

/** As far back as notes are looked for among what was done to an issue. */
const ACTIVITIES = 1_000;

/** GET …/issues/{issue}/notes/: what people wrote about it, newest first, a hundred at most. */
export const handler = api("event:read", async (request) => {
  const { organization, access, params } = request;
  const { limit } = page(request, { default: 100, max: 100 });
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const [issue, activities, { members }] = await Promise.all([
    groups.get(organization.id, groupId),
    groups.activities(organization.id, groupId, ACTIVITIES),
    directoryOf(organization, access.userId),
  ]);
  if (!issue) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  const notes = activities.filter((it) => it.type === "note").slice(0, limit);
  return { body: notes.map((it) => activitySummary(it, members)) };
});
