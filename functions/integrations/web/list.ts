import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { comparedSummary, integrationSummary } from "../../../core/integrations/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/integrations/: what the organization is connected with. */
export const handler = api("org:read", async (request) => {
  const all = await listInstalled({ integrations }, request.organization.id);
  const compared = await watched.findAll(all.map((it) => it.integration));
  const body = all.map((it, at) => ({
    ...integrationSummary(it),
    compared: comparedSummary(compared[at] ?? null, it.installation.organizationId),
  }));
  return { headers: { link: linkHeader(request, publicUrl(), null) }, body };
});
