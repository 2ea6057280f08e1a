import { proposedConfig } from "../../../core/jira-server/build-integration.ts";
import { findPipeline } from "../../../core/jira-server/pipeline.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { page } from "../../edges/page.ts";
import { confirmPage } from "../confirm-page.ts";
import { ports, whoseOf } from "../set-up-ports.ts";

/** GET /settings/{organization}/integrations/jira-server/{pipeline}/: step 3, before anything is made. */
export const handler = page("org:integrations", async (request) => {
  const { params, session, organization } = request;
  const pipeline = await findPipeline(ports, whoseOf(request), params.pipeline ?? "");
  if (pipeline.integrationId !== undefined)
    return { redirect: `/settings/${organization.slug}/integrations/${pipeline.integrationId}/?notice=connected` };
  const config = await proposedConfig({ integrations }, pipeline);
  return confirmPage({ slug: organization.slug, formToken: formToken(session), pipeline, config });
});
