import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { integrationSummary } from "../../../core/integrations/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/integrations/ */
export const handler = api("org:read", async (request) => {
  const all = await listInstalled({ integrations }, request.organization.id);
  return { headers: { link: linkHeader(request, publicUrl(), null) }, body: all.map(integrationSummary) };
});
