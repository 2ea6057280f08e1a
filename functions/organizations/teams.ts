import { teamSummary } from "../../core/organizations/representation.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { linkHeader } from "../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/teams/ */
export const handler = api("team:read", async (request) => {
  const teams = await organizations.teams(request.organization.id);
  return { headers: { link: linkHeader(request, publicUrl(), null) }, body: teams.map((it) => teamSummary(it, request.access.userId)) };
});
