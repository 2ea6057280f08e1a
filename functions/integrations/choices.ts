import { html } from "hono/html";
import type { Choices } from "../../core/integrations/mapping-rows.ts";
import { credentialsOf } from "../../core/jira-server/credentials.ts";
import { JiraFailure } from "../../core/jira-server/failure.ts";
import type { Integration } from "../../core/sync/integration.ts";
import { jiraServer } from "../adapters/jira-server/client.ts";
import { seal } from "../adapters/seal.ts";
import type { Html } from "../views/markup.ts";

/** The projects and statuses that Jira shows, or why they cannot be had now. */
export async function choicesOf(integration: Integration): Promise<Choices | { unavailable: Html }> {
  const { site } = integration;
  const credentials = credentialsOf({ seal }, integration);
  if (!credentials) return { unavailable: html`<p>Lockstep has no credentials for this Jira any more. Connect it again.</p>` };
  try {
    const [projects, statuses] = await Promise.all([jiraServer.projects(site, credentials), jiraServer.statuses(site, credentials)]);
    return { projects, statuses };
  } catch (error) {
    if (!(error instanceof JiraFailure)) throw error;
    const { what, details, todo } = error;
    return {
      unavailable: html`<p><strong>Jira could not be asked for its projects and statuses.</strong> ${what} ${details}</p><p>${todo}</p>`,
    };
  }
}
