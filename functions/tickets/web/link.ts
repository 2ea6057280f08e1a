import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { TicketNamed } from "../../../core/tickets/link-fields.ts";
import { linkTicket } from "../../../core/tickets/link-ticket.ts";
import { linkedTicket } from "../../../core/tickets/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";
import { issueNamed } from "../issue-of.ts";
import { linkPorts } from "../link-ports.ts";

/** PUT …/issues/{issue}/integrations/{integration}/ and POST …/issues/{issue}/external-issues/: links an existing ticket. */
export const handler = api("event:write", async (request) => {
  const { organization, params, access } = request;
  const issue = await issueNamed(organization.id, params.issue);
  const { externalIssue, comment, integrationId } = readJson(request, TicketNamed);
  const installed = await findInstalled({ integrations }, organization.id, params.integration ?? integrationId);
  const { link } = await linkTicket(linkPorts, { ...installed, issue, userId: access.userId }, { key: externalIssue, comment });
  return { status: 201, body: linkedTicket(link, installed.integration) };
});
