import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { integrationDetails } from "../../../core/integrations/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/organizations/{organization}/integrations/{integration}/: one of them, with its configuration. */
export const handler = api("org:read", async ({ organization, params }) => {
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  return { body: integrationDetails(installed, await watched.find(installed.integration)) };
});
