import { Invalid } from "../../core/errors.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { unlinkTicket } from "../../core/tickets/link-ticket.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { api } from "../edges/api.ts";

/** DELETE …/issues/{issue}/integrations/{integration}/?externalIssue= and …/issues/{issue}/external-issues/{external_issue}/. */
export const handler = api("event:write", async ({ organization, params, query }) => {
  const externalIssueId = params.external_issue ?? query.get("externalIssue");
  if (!externalIssueId) throw new Invalid("External ID is required.", { fields: { externalIssue: ["External ID is required."] } });
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  await unlinkTicket({ links }, { organizationId: organization.id, groupId }, externalIssueId);
  return { status: 204 };
});
