import { html } from "hono/html";
import { takeApproval } from "../../../core/jira-cloud/oauth/set-up.ts";
import { page } from "../../edges/page.ts";
import { failureText } from "../failure-text.ts";
import { integrationsOf } from "../oauth-page.ts";
import { oauthPorts, redirectUri, whoseOf } from "../oauth-ports.ts";
import { trail } from "../site-page.ts";

/** GET /extensions/jira/oauth/setup/: Atlassian sends the browser back, to the set-up that it began with this state. */
export const handler = page("org:integrations", async (request) => {
  const { query, organization } = request;
  const base = integrationsOf(organization.slug);
  const came = { state: query.get("state") ?? "", code: query.get("code"), redirectUri: redirectUri() };
  try {
    const { id } = await takeApproval(oauthPorts, whoseOf(request), came);
    return { redirect: `${base}jira-cloud/oauth/${id}/` };
  } catch (error) {
    return {
      title: "Setup error",
      narrow: true,
      trail: trail(organization.slug),
      failed: failureText("Atlassian did not let Lockstep in.", error),
      main: html`<div class="row"><a class="btn primary" href="${base}jira-cloud/new/oauth/">Back to the form</a></div>`,
    };
  }
});
