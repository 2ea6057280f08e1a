import { findProject } from "../../../core/projects/find-project.ts";
import { keySummary } from "../../../core/projects/representation.ts";
import { findKey } from "../../../core/projects/save-key.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/keys/{key}/: one key. */
export const handler = api("project:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const key = await findKey({ projects }, { organizationId: organization.id, projectId: project.id }, params.key ?? "");
  return { body: keySummary(key, publicUrl()) };
});
