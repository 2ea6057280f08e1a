import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { reconciliations } from "../../adapters/dynamo/reconciliations.ts";
import { page } from "../../edges/page.ts";
import { overviewDocument } from "../overview-document.ts";

/** GET /settings/{organization}/integrations/{integration}/ */
export const handler = page("org:integrations", async ({ organization, params, session, query }) => {
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  const connected = query.get("notice") === "connected";
  const { provider, externalId } = installed.integration;
  const compared = await reconciliations.find(provider, externalId);
  return overviewDocument({ slug: organization.slug, formToken: formToken(session), installed, compared, connected });
});
