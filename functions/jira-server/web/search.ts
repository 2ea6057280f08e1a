import { NotFound } from "../../../core/errors.ts";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { pick } from "../../../core/jira-server/picker.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { jiraServerPicker } from "../../adapters/jira-server/picker.ts";
import { trackers } from "../../adapters/trackers.ts";
import { api } from "../../edges/api.ts";

/** GET /extensions/jira-server/search/{organization}/{integration}/?field=&query=&project=: what a form offers while somebody types. */
export const handler = api("event:read", async ({ organization, params, query }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  if (integration.provider !== "jira_server") throw new NotFound();
  const asked = { field: query.get("field"), query: query.get("query"), project: query.get("project") };
  return { body: await pick({ trackers }, integration, jiraServerPicker(integration), asked) };
});
