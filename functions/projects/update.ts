import { findProject } from "../../core/projects/find-project.ts";
import { ProjectUpdate } from "../../core/projects/project-fields.ts";
import { projectDetails } from "../../core/projects/representation.ts";
import { updateProject } from "../../core/projects/save-project.ts";
import { audit } from "../adapters/audit.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projectWrites } from "../adapters/dynamo/project-writes.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { projects, projectWrites };

/** PUT /api/0/projects/{organization}/{project}/: changes name, slug and platform, and answers the project. */
export const handler = api("project:write", async (request) => {
  const { organization, access, params } = request;
  const update = readJson(request, ProjectUpdate);
  const [project, teams] = await Promise.all([
    findProject(ports, organization.id, params.project ?? ""),
    organizations.teams(organization.id),
  ]);
  const changed = await updateProject(ports, organization.id, project, update);
  await audit(access, "PROJECT_EDIT", project.id, { slug: changed.slug });
  return { body: projectDetails(changed, teams, organization, publicUrl()) };
});
