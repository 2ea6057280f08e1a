import { findProject } from "../../../core/projects/find-project.ts";
import { keySummary } from "../../../core/projects/representation.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader } from "../../edges/pagination.ts";

/** GET /api/0/projects/{organization}/{project}/keys/: the keys of a project. */
export const handler = api("project:read", async (request) => {
  const { organization, params } = request;
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const all = await projects.keys(organization.id, project.id);
  return { headers: { link: linkHeader(request, publicUrl(), null) }, body: all.map((it) => keySummary(it, publicUrl())) };
});
