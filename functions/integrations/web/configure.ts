import { ConfigUpdate, updateConfig } from "../../../core/integrations/configuration.ts";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** POST|PUT /api/0/organizations/{organization}/integrations/{integration}/: changes the configuration; answers nothing, as clients expect. */
export const handler = api("org:integrations", async (request) => {
  const { organization, params } = request;
  const { integration, installation } = await findInstalled({ integrations }, organization.id, params.integration);
  const config = updateConfig(installation.config, readJson(request, ConfigUpdate));
  await integrations.configure(integration, organization.id, config);
  return { status: 200 };
});
