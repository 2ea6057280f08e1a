import { findProject } from "../../../core/projects/find-project.ts";
import { removeKey } from "../../../core/projects/save-key.ts";
import { audit } from "../../adapters/audit.ts";
import { keyWrites } from "../../adapters/dynamo/key-writes.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

/** DELETE /api/0/projects/{organization}/{project}/keys/{key}/: removes a key; what is sent with it is refused. */
export const handler = api("project:admin", async ({ organization, access, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  await removeKey({ projects, keyWrites }, { organizationId: organization.id, projectId: project.id }, params.key ?? "");
  await audit(access, "PROJECTKEY_REMOVE", project.id, { slug: project.slug });
  return { status: 204 };
});
