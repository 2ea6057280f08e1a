import { findInstalled } from "../../core/integrations/find-integration.ts";
import { integrationDetails } from "../../core/integrations/representation.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { api } from "../edges/api.ts";

/** GET /api/0/organizations/{organization}/integrations/{integration}/ */
export const handler = api("org:read", async ({ organization, params }) => ({
  body: integrationDetails(await findInstalled({ integrations }, organization.id, params.integration)),
}));
