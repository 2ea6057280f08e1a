import { NotFound } from "../../core/errors.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { issueSummary } from "../../core/issues/representation.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { api } from "../edges/api.ts";

/** GET …/issues/{issue}/, with or without the organization. */
export const handler = api("event:read", async ({ organization, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const [issue, directory] = await Promise.all([groups.get(organization.id, groupId), directoryOf(organization)]);
  if (!issue) throw new NotFound();
  return { body: issueSummary(issue, directory) };
});
