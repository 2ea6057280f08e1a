import { findGroupId } from "../../../core/issues/find-group.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";
import { issueShown } from "../issue-shown.ts";

/** GET …/issues/{issue}/: one issue with everything about it. */
export const handler = api("event:read", async ({ organization, access, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  return { body: await issueShown(organization, access.userId, groupId) };
});
