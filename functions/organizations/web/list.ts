import { organizationSummary } from "../../../core/organizations/representation.ts";
import { searchNamed } from "../../../core/organizations/search-named.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/organizations/: the organizations of the token, which is one. */
export const handler = api("org:read", async (request) => {
  const own = (await organizations.fresh(request.organization.id)) ?? request.organization;
  const { items, headers } = pageOf(request, publicUrl(), searchNamed([own], request.query.get("query") ?? ""));
  return { headers, body: items.map((it) => organizationSummary(it, publicUrl())) };
});
