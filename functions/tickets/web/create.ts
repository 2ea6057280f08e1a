import { createTicket, TicketForm } from "../../../core/tickets/create-ticket.ts";
import { linkedTicket } from "../../../core/tickets/representation.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";
import { issueOf } from "../issue-of.ts";
import { linkPorts } from "../link-ports.ts";

/** POST …/issues/{issue}/integrations/{integration}/: creates a ticket and links it. */
export const handler = api("event:write", async (request) => {
  const { organization, params, access } = request;
  const where = await issueOf(organization.id, params.issue, params.integration);
  const form = readJson(request, TicketForm);
  const address = `${publicUrl()}/organizations/${organization.slug}/issues/${where.issue.group.id}/`;
  const { link } = await createTicket(linkPorts, { ...where, userId: access.userId }, form, address);
  return { status: 201, body: linkedTicket(link, where.integration) };
});
