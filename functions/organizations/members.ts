import { memberSummary } from "../../core/organizations/representation.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { linkHeader } from "../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/members/ */
export const handler = api("member:read", async (request) => {
  const { id } = request.organization;
  const [members, teams] = await Promise.all([organizations.members(id), organizations.teams(id)]);
  return { headers: { link: linkHeader(request, publicUrl(), null) }, body: members.map((it) => memberSummary(it, teams)) };
});
