import { projectSummary } from "../../core/projects/representation.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { pageOf } from "../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/projects/ */
export const handler = api("project:read", async (request) => {
  const { id } = request.organization;
  const [owned, teams] = await Promise.all([projects.list(id), organizations.teams(id)]);
  const { items, headers } = pageOf(request, publicUrl(), owned);
  return { headers, body: items.map((it) => projectSummary(it, teams)) };
});
