import { Invalid } from "../../../core/errors.ts";
import { unlinkTicket } from "../../../core/tickets/link-ticket.ts";
import { now } from "../../adapters/clock.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { api } from "../../edges/api.ts";
import { issueNamed } from "../issue-of.ts";

/** DELETE …/issues/{issue}/integrations/{integration}/ and …/issues/{issue}/external-issues/{external_issue}/: takes a ticket from an issue; the ticket stays as it is. */
export const handler = api("event:write", async ({ organization, params, query }) => {
  const { group } = await issueNamed(organization.id, params.issue);
  const externalIssueId = params.external_issue ?? query.get("externalIssue");
  if (!externalIssueId) throw new Invalid("External ID is required.", { fields: { externalIssue: ["External ID is required."] } });
  await unlinkTicket({ links, tickets, now }, { organizationId: organization.id, groupId: group.id }, externalIssueId);
  return { status: 204 };
});
