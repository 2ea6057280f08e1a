import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { listLinkHealth } from "../../../core/integrations/list-link-health.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/integrations/{integration}/links/: how each linked ticket fares, the worst first. */
export const handler = api("org:read", async (request) => {
  const { organization, params, query } = request;
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const at = { ...page(request, { default: 50, max: 100 }), query: query.get("query")?.slice(0, 200) };
  const { items, next } = await listLinkHealth({ links, groups, tickets, organizations }, integration, organization.id, at);
  return { headers: { link: linkHeader(request, publicUrl(), next) }, body: items };
});
