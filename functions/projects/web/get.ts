import { findProject } from "../../../core/projects/find-project.ts";
import { projectDetails } from "../../../core/projects/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/: one project, with its settings. */
export const handler = api("project:read", async ({ organization, params }) => {
  const [project, teams] = await Promise.all([
    findProject({ projects }, organization.id, params.project ?? ""),
    organizations.teams(organization.id),
  ]);
  return { body: projectDetails(project, teams, organization, publicUrl()) };
});
