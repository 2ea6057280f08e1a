import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { findLink } from "../../../core/integrations/find-link.ts";
import { unlinkTicket } from "../../../core/tickets/link-ticket.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { api } from "../../edges/api.ts";

/** DELETE /api/0/organizations/{organization}/integrations/{integration}/links/: unlinks a ticket and an issue; the ticket stays as it is. */
export const handler = api("org:integrations", async ({ organization, params, query }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const asked = { organizationId: organization.id, integrationId: integration.id, ticket: query.get("ticket"), issue: query.get("issue") };
  const { groupId, externalIssueId } = await findLink({ links }, asked);
  await unlinkTicket({ links, tickets, now }, { organizationId: organization.id, groupId }, String(externalIssueId));
  return { status: 204 };
});
