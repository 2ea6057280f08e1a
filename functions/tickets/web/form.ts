import { integrationSummary } from "../../../core/integrations/representation.ts";
import { offeredFields } from "../../../core/tickets/fill-fields.ts";
import { asInvalid, trackerFor } from "../../../core/tickets/link-ticket.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { trackers } from "../../adapters/trackers.ts";
import { api } from "../../edges/api.ts";
import { issueOf } from "../issue-of.ts";
import { formOf } from "../ticket-form.ts";

/** GET …/issues/{issue}/integrations/{integration}/: the fields of linking a ticket, or with `action=create` of creating one, in `project` as `issuetype`. */
export const handler = api("event:read", async ({ organization, params, query }) => {
  const where = await issueOf(organization.id, params.issue, params.integration);
  const { integration, issue } = where;
  const address = `${publicUrl()}/organizations/${organization.slug}/issues/${issue.group.id}/`;
  const summary = integrationSummary(where);
  const search = `/extensions/${integration.provider.replace("_", "-")}/search/${organization.slug}/${integration.id}/`;
  if (query.get("action") !== "create") return { body: { ...summary, ...formOf.link(issue.group, address, search) } };
  const tracker = trackerFor({ trackers }, integration);
  const refused = (error: unknown) => Promise.reject(asInvalid(error, "project"));
  const projects = await tracker.projects().catch(refused);
  const project = query.get("project") ?? projects[0]?.id;
  const types = project === undefined ? [] : await tracker.types(project).catch(refused);
  const type = types.find((it) => it.id === query.get("issuetype"))?.id ?? types[0]?.id;
  const all = project === undefined || type === undefined ? [] : await tracker.createFields(project, type).catch(refused);
  const fields = offeredFields(all, where.installation.config.issues_ignored_fields);
  return { body: { ...summary, ...formOf.create(issue.group, address, { projects, types, project, type, fields }) } };
});
