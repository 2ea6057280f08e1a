import { deleteProject } from "../../core/projects/delete-project.ts";
import { now } from "../adapters/clock.ts";
import { deletions } from "../adapters/dynamo/deletions.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";

const ports = { projects, deletions, now };

/** DELETE /api/0/projects/{organization}/{project}/: removes a project, gone for everybody at once; what it owned follows, and `location` says how far. */
export const handler = api("project:admin", async ({ organization, access, params }) => {
  const asked = { organizationId: organization.id, project: params.project ?? "", userId: access.userId };
  const { projectId } = await deleteProject(ports, asked);
  return { status: 204, headers: { location: `${publicUrl()}/api/0/projects/${organization.slug}/${projectId}/deletion/` } };
});
