import { NotFound } from "../../../core/errors.ts";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { PASTED } from "../../../core/jira-cloud/webhook.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { page } from "../../edges/page.ts";
import { webhookPage } from "../webhook-page.ts";

/** GET /settings/{organization}/integrations/{integration}/webhook/: whether Jira has been heard of, and another secret. */
export const handler = page("org:integrations", async ({ organization, params, session, query }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  if (integration.provider !== "jira" || integration.webhookId === null) throw new NotFound();
  const isByHand = integration.webhookId === PASTED;
  const isDone = query.get("notice") === "replaced";
  return webhookPage({ slug: organization.slug, formToken: formToken(session), integration, isByHand, isDone });
});
