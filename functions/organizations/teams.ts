import { teamSummary } from "../../core/organizations/representation.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { pageOf } from "../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/teams/ */
export const handler = api("team:read", async (request) => {
  const { items, headers } = pageOf(request, publicUrl(), await organizations.teams(request.organization.id));
  return { headers, body: items.map((it) => teamSummary(it, request.access.userId)) };
});
