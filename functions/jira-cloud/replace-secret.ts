import { NotFound } from "../../core/errors.ts";
import { findInstalled } from "../../core/integrations/find-integration.ts";
import { replaceSecret } from "../../core/jira-cloud/secrets.ts";
import { PASTED } from "../../core/jira-cloud/webhook.ts";
import { formToken } from "../../core/sessions/session.ts";
import { cloudWebhookUrl } from "../adapters/jira-cloud/webhook-url.ts";
import { page } from "../edges/page.ts";
import { failureText } from "./failure-text.ts";
import { pastePage } from "./paste-page.ts";
import { ports } from "./ports.ts";
import { webhookPage } from "./webhook-page.ts";

/** POST /settings/{organization}/integrations/{integration}/webhook/: another secret for the webhook. */
export const handler = page("org:integrations", async ({ organization, params, session, access }) => {
  const { slug, id: organizationId } = organization;
  const { integration } = await findInstalled(ports, organizationId, params.integration);
  if (integration.provider !== "jira") throw new NotFound();
  try {
    const how = { webhookUrl: cloudWebhookUrl(), organizationId, by: access.userId };
    const toPaste = await replaceSecret(ports, integration, how);
    if (toPaste) return pastePage({ slug, integration, toPaste });
    return { redirect: `/settings/${slug}/integrations/${integration.id}/webhook/?notice=replaced` };
  } catch (error) {
    const isByHand = integration.webhookId === PASTED;
    const failed = failureText("The secret could not be replaced", error);
    return webhookPage({ slug, formToken: formToken(session), integration, isByHand, failed });
  }
});
