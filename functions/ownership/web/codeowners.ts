import { codeownersSummary } from "../../../core/ownership/representation.ts";
import { listCodeowners } from "../../../core/ownership/save-codeowners.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/codeowners/: the imported files, newest first. */
export const handler = api("project:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const imported = await listCodeowners({ ownerships }, { organizationId: organization.id, projectId: project.id });
  return { body: imported.map(codeownersSummary) };
});
