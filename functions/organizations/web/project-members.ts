import { memberSummary } from "../../../core/organizations/representation.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/projects/{organization}/{project}/members/: the members whom its issues can be assigned to. */
export const handler = api("member:read", async (request) => {
  const { id } = request.organization;
  const [project, teams, members] = await Promise.all([
    findProject({ projects }, id, request.params.project ?? ""),
    organizations.teams(id),
    organizations.members(id),
  ]);
  const own = members.filter((it) => it.active && it.projects.includes(project.id));
  const { items, headers } = pageOf(request, publicUrl(), own);
  return { headers, body: items.map((it) => memberSummary(it, teams)) };
});
