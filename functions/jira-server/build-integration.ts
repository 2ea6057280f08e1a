import { buildIntegration, proposedConfig } from "../../core/jira-server/build-integration.ts";
import { findPipeline } from "../../core/jira-server/pipeline.ts";
import { formToken } from "../../core/sessions/session.ts";
import { lookAgain } from "../../core/sync/look-again.ts";
import { withSwitches } from "../../core/trackers/switches.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { webhookUrl } from "../adapters/jira-server/webhook-url.ts";
import { jwt } from "../adapters/jwt.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { page } from "../edges/page.ts";
import { CHOICES, confirmPage } from "./confirm-page.ts";
import { failureText } from "./failure-text.ts";
import { ports, whoseOf } from "./set-up-ports.ts";

const WEBHOOK = {
  step: "Could not create issue webhook in Jira.",
  event: "build-integration.failure",
  forbidden: "Only a Jira administrator may create webhooks. Make that account one, or connect with one that is.",
};

/** POST /settings/{organization}/integrations/jira-server/{pipeline}/: `build_integration`, the webhook before anything is stored. */
export const handler = page("org:integrations", async (request) => {
  const { params, form, session, organization } = request;
  const { slug } = organization;
  const pipeline = await findPipeline(ports, whoseOf(request), params.pipeline ?? "");
  const connected = (id: number) => ({ redirect: `/settings/${slug}/integrations/${id}/?notice=connected` });
  if (pipeline.integrationId !== undefined) return connected(pipeline.integrationId);
  const chosen = CHOICES.map(({ name }) => name);
  const config = withSwitches(await proposedConfig({ integrations }, pipeline), form, chosen);
  try {
    const integration = await buildIntegration({ ...ports, integrations, jwt, ids, log }, pipeline, { config, publicUrl: webhookUrl() });
    const again = { organizationId: organization.id, cause: `connected:${now()}` };
    // It is connected whatever becomes of this: what waited for the connection is looked at in its own time too.
    await lookAgain({ links, tickets, looks, now }, integration, again).catch(() => log.warn("build-integration.looks-missed"));
    return connected(integration.id);
  } catch (error) {
    const failure = failureText(WEBHOOK, error);
    return confirmPage({ slug, formToken: formToken(session), pipeline, config, failure });
  }
});
