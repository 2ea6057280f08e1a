import { findGroupId } from "../../../core/issues/find-group.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";
import { issueShown } from "../issue-shown.ts";

/** GET /api/0/organizations/{organization}/shortids/{short_id}/: the issue that a short id stands for. */
export const handler = api("event:read", async ({ organization, access, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.short_id ?? "");
  const group = await issueShown(organization, access.userId, groupId);
  return {
    body: { organizationSlug: organization.slug, projectSlug: group.project.slug, groupId: group.id, shortId: group.shortId, group },
  };
});
