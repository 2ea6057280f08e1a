import { buildOauthIntegration, configBefore } from "../../core/jira-cloud/oauth/build-integration.ts";
import { findSetUp, secretsOf } from "../../core/jira-cloud/oauth/set-up.ts";
import { formToken } from "../../core/sessions/session.ts";
import { lookAgain } from "../../core/sync/look-again.ts";
import { withSwitches } from "../../core/trackers/switches.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { oauthSiteOf } from "../adapters/jira-cloud/oauth-site.ts";
import { oauthWebhookUrl } from "../adapters/jira-cloud/oauth-webhook-url.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { page } from "../edges/page.ts";
import { failureText } from "./failure-text.ts";
import { oauthConfirmPage } from "./oauth-confirm-page.ts";
import { integrationsOf } from "./oauth-page.ts";
import { oauthPorts, whoseOf } from "./oauth-ports.ts";
import { CHOICES } from "./site-page.ts";

const ports = { ...oauthPorts, integrations, oauthSiteOf, analyticsEvents, ids, log };

/** POST /settings/{organization}/integrations/jira-cloud/oauth/{set_up}/: the webhook, then the connection. */
export const handler = page("org:integrations", async (request) => {
  const { params, form, session, organization } = request;
  const { slug } = organization;
  const setUp = await findSetUp(ports, whoseOf(request), params.set_up ?? "");
  const chosen = CHOICES.map(({ name }) => name);
  const config = withSwitches(await configBefore(ports, setUp), form, chosen);
  try {
    const choice = { cloudId: form.get("site") ?? "", config, webhookUrl: oauthWebhookUrl };
    const integration = await buildOauthIntegration(ports, setUp, choice);
    const again = { organizationId: organization.id, cause: `connected:${ports.now()}` };
    // It is connected whatever becomes of this: what waited for the connection is looked at in its own time too.
    await lookAgain({ links, tickets, looks, now: ports.now }, integration, again).catch(() => log.warn("jira.oauth.looks-missed"));
    return { redirect: `${integrationsOf(slug)}${integration.id}/?notice=connected` };
  } catch (error) {
    const sites = secretsOf(ports, setUp).approved?.sites ?? [];
    const failed = failureText("Jira could not be connected.", error);
    return oauthConfirmPage({ slug, formToken: formToken(session), setUp: setUp.id, sites, config, failed });
  }
});
