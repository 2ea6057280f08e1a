import { memberSummary } from "../../../core/organizations/representation.ts";
import { searchMembers } from "../../../core/organizations/search-members.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/members/: the members, or those that `query` describes. */
export const handler = api("member:read", async (request) => {
  const { id } = request.organization;
  const [members, teams] = await Promise.all([organizations.members(id), organizations.teams(id)]);
  const found = searchMembers(members, request.query.get("query") ?? "");
  const { items, headers } = pageOf(request, publicUrl(), found);
  return { headers, body: items.map((it) => memberSummary(it, teams)) };
});
