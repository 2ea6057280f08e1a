import { teamSummary } from "../../../core/organizations/representation.ts";
import { searchNamed } from "../../../core/organizations/search-named.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/teams/: all teams, or those that `query` describes. */
export const handler = api("team:read", async (request) => {
  const all = await organizations.teams(request.organization.id);
  const { items, headers } = pageOf(request, publicUrl(), searchNamed(all, request.query.get("query") ?? ""));
  return { headers, body: items.map((it) => teamSummary(it, request.access.userId)) };
});
