import { searchNamed } from "../../../core/organizations/search-named.ts";
import { projectSummary } from "../../../core/projects/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/projects/: all projects, or those that `query` describes. */
export const handler = api("project:read", async (request) => {
  const { id } = request.organization;
  const [owned, teams] = await Promise.all([projects.list(id), organizations.teams(id)]);
  const { items, headers } = pageOf(request, publicUrl(), searchNamed(owned, request.query.get("query") ?? ""));
  return { headers, body: items.map((it) => projectSummary(it, teams)) };
});
