import { html } from "hono/html";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { uninstall } from "../../../core/integrations/uninstall.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { log } from "../../adapters/log.ts";
import { trackers } from "../../adapters/trackers.ts";
import { page } from "../../edges/page.ts";
import { hiddenFormToken } from "../../views/forms.ts";

/** GET|POST /settings/{organization}/integrations/{integration}/uninstall/: asks once more, then disconnects. */
export const handler = page("org:integrations", async ({ method, organization, access, params, session }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const all = `/settings/${organization.slug}/integrations/`;
  if (method === "POST") {
    const who = { organizationId: organization.id, by: access.userId };
    const { webhookLeft } = await uninstall({ integrations, trackers, now, log }, integration, who);
    return { redirect: `${all}?notice=${webhookLeft ? "webhook-left" : "disconnected"}` };
  }
  const host = new URL(integration.baseUrl).host;
  return {
    title: "Disconnect",
    heading: `Disconnect ${host}?`,
    narrow: true,
    trail: [
      { name: "Integrations", path: all },
      { name: host, path: `${all}${integration.id}/` },
    ],
    main: html`<form class="panel pad stack" method="post">${hiddenFormToken(formToken(session))}
<p>From now on nothing is kept in step with this Jira. You can connect it again at any time; the links between issues and tickets stay, and so
do their owners and statuses.</p>
<div class="row"><button class="btn danger">Disconnect</button><a class="btn" href="${all}${integration.id}/">Keep it</a></div></form>`,
  };
});
