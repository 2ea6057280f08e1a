import { integrationSummary } from "../../../core/integrations/representation.ts";
import { asInvalid, credentialsFor } from "../../../core/tickets/link-ticket.ts";
import { jiraServer } from "../../adapters/jira-server/client.ts";
import { jiraTickets } from "../../adapters/jira-server/tickets.ts";
import { seal } from "../../adapters/seal.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { issueOf } from "../issue-of.ts";
import { formOf } from "../ticket-form.ts";

/** GET …/issues/{issue}/integrations/{integration}/?action=link|create&project=: what to ask for. */
export const handler = api("event:read", async ({ organization, params, query }) => {
  const where = await issueOf(organization.id, params.issue, params.integration);
  const { integration, issue } = where;
  const address = `${publicUrl()}/organizations/${organization.slug}/issues/${issue.group.id}/`;
  const summary = integrationSummary(where);
  const search = `/extensions/jira-server/search/${organization.slug}/${integration.id}/`;
  if (query.get("action") !== "create") return { body: { ...summary, ...formOf.link(issue.group, address, search) } };
  const credentials = credentialsFor({ seal }, integration);
  const refused = (error: unknown) => Promise.reject(asInvalid(error, "project"));
  const projects = await jiraServer.projects(integration.site, credentials).catch(refused);
  const project = query.get("project") ?? projects[0]?.id;
  const types = project === undefined ? [] : await jiraTickets.types(integration.site, credentials, project).catch(refused);
  return { body: { ...summary, ...formOf.create(issue.group, address, { projects, types, project }) } };
});
