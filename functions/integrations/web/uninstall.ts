import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { uninstall } from "../../../core/integrations/uninstall.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { log } from "../../adapters/log.ts";
import { trackers } from "../../adapters/trackers.ts";
import { api } from "../../edges/api.ts";

/** DELETE /api/0/organizations/{organization}/integrations/{integration}/: disconnects it; tickets and issues stay as they are. */
export const handler = api("org:integrations", async ({ organization, access, params }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  await uninstall({ integrations, trackers, now, log }, integration, { organizationId: organization.id, by: access.userId });
  return { status: 204 };
});
