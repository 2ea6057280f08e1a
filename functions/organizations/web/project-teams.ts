import { teamSummary } from "../../../core/organizations/representation.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/projects/{organization}/{project}/teams/: the teams of a project. */
export const handler = api("project:read", async (request) => {
  const { id } = request.organization;
  const [project, teams] = await Promise.all([findProject({ projects }, id, request.params.project ?? ""), organizations.teams(id)]);
  const own = teams.filter((it) => project.teams.includes(it.id));
  const { items, headers } = pageOf(request, publicUrl(), own);
  return { headers, body: items.map((it) => teamSummary(it, request.access.userId)) };
});
