import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { page } from "../../edges/page.ts";
import { listDocument } from "../list-document.ts";

/** GET /settings/{organization}/integrations/: what is connected, and what can be. */
export const handler = page("org:integrations", async ({ organization, query }) => {
  const found = await listInstalled({ integrations }, organization.id);
  const all = await Promise.all(found.map(async (it) => ({ ...it, compared: await watched.find(it.integration) })));
  return listDocument(organization.slug, all, query.get("notice") ?? "", now());
});
