import { ConfigUpdate, updateConfig } from "../../../core/integrations/configuration.ts";
import { findTracker } from "../../../core/integrations/find-integration.ts";
import { lookAgain } from "../../../core/sync/look-again.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** POST|PUT /api/0/organizations/{organization}/integrations/{integration}/: changes the configuration; answers nothing, as clients expect. */
export const handler = api("org:integrations", async (request) => {
  const { organization, access, params } = request;
  const { integration, installation } = await findTracker({ integrations }, organization.id, params.integration);
  const config = updateConfig(installation.config, readJson(request, ConfigUpdate));
  await integrations.configure(integration, organization.id, config);
  await audit(access, "INTEGRATION_EDIT", integration.id, { name: new URL(integration.baseUrl).host });
  await lookAgain({ links, tickets, looks, now }, integration, { organizationId: organization.id, cause: `configured:${now()}` });
  return { status: 200 };
});
