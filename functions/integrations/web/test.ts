import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { testConnection } from "../../../core/integrations/test-connection.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { trackers } from "../../adapters/trackers.ts";
import { api } from "../../edges/api.ts";

/** POST /api/0/organizations/{organization}/integrations/{integration}/test/: asks the tracker, and says what it answered. */
export const handler = api("org:integrations", async ({ organization, params }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const tested = await testConnection({ trackers }, integration);
  if (tested.works) return { body: tested };
  const { kind = "disconnected", message = "It is not connected any more.", todo = "Connect again." } = tested.failure ?? {};
  return { body: { works: false, failure: { kind, text: message, todo } } };
});
