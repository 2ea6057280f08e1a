import { NotFound } from "../../core/errors.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { issueSummary } from "../../core/issues/representation.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { api } from "../edges/api.ts";

/** GET /api/0/organizations/{organization}/shortids/{short_id}/ */
export const handler = api("event:read", async ({ organization, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.short_id ?? "");
  const [issue, directory] = await Promise.all([groups.get(organization.id, groupId), directoryOf(organization)]);
  if (!issue) throw new NotFound();
  const group = issueSummary(issue, directory);
  return {
    body: { organizationSlug: organization.slug, projectSlug: group.project.slug, groupId: group.id, shortId: group.shortId, group },
  };
});
