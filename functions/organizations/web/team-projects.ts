import { findTeam } from "../../../core/organizations/find-team.ts";
import { projectSummary } from "../../../core/projects/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/teams/{organization}/{team}/projects/: the projects of a team. */
export const handler = api("project:read", async (request) => {
  const { id } = request.organization;
  const [teams, owned] = await Promise.all([organizations.teams(id), projects.list(id)]);
  const team = findTeam(teams, request.params.team ?? "");
  const own = owned.filter((it) => it.teams.includes(team.id));
  const { items, headers } = pageOf(request, publicUrl(), own);
  return { headers, body: items.map((it) => projectSummary(it, teams)) };
});
