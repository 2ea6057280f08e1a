import { findTeam } from "../../../core/organizations/find-team.ts";
import { memberSummary } from "../../../core/organizations/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/teams/{organization}/{team}/members/: the members of a team. */
export const handler = api("team:read", async (request) => {
  const { id } = request.organization;
  const [members, teams] = await Promise.all([organizations.members(id), organizations.teams(id)]);
  const team = findTeam(teams, request.params.team ?? "");
  const own = members.filter((it) => team.members.includes(it.userId));
  const { items, headers } = pageOf(request, publicUrl(), own);
  return { headers, body: items.map((it) => ({ ...memberSummary(it, teams), teamSlug: team.slug, teamRole: null })) };
});
