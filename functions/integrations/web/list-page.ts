import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { page } from "../../edges/page.ts";
import { listDocument } from "../list-document.ts";

/** GET /settings/{organization}/integrations/: what is connected, and what can be. */
export const handler = page("org:integrations", async ({ organization, query }) => {
  const all = await listInstalled({ integrations }, organization.id);
  return listDocument(organization.slug, all, query.get("notice") ?? "", now());
});
