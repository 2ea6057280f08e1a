import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { now } from "../../adapters/clock.ts";
import { guilds } from "../../adapters/dynamo/guilds.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { page } from "../../edges/page.ts";
import { listDocument } from "../list-document.ts";

/** GET /settings/{organization}/integrations/: what is connected, and what can be. */
export const handler = page("org:integrations", async ({ organization, query }) => {
  const [found, servers] = await Promise.all([listInstalled({ integrations }, organization.id), guilds.list(organization.id)]);
  const compared = await watched.findAll(found.map((it) => it.integration));
  const trackers = found.map((it, at) => ({ ...it, compared: compared[at] ?? null }));
  return listDocument(organization.slug, { trackers, servers }, query.get("notice") ?? "", now());
});
