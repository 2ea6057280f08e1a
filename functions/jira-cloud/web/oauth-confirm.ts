import { configBefore } from "../../../core/jira-cloud/oauth/build-integration.ts";
import { findSetUp, secretsOf } from "../../../core/jira-cloud/oauth/set-up.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { page } from "../../edges/page.ts";
import { oauthConfirmPage } from "../oauth-confirm-page.ts";
import { oauthPorts, whoseOf } from "../oauth-ports.ts";

const ports = { ...oauthPorts, integrations };

/** GET /settings/{organization}/integrations/jira-cloud/oauth/{set_up}/: the last step, before anything is made. */
export const handler = page("org:integrations", async (request) => {
  const { params, session, organization } = request;
  const setUp = await findSetUp(oauthPorts, whoseOf(request), params.set_up ?? "");
  const sites = secretsOf(oauthPorts, setUp).approved?.sites ?? [];
  const config = await configBefore(ports, setUp);
  return oauthConfirmPage({ slug: organization.slug, formToken: formToken(session), setUp: setUp.id, sites, config });
});
