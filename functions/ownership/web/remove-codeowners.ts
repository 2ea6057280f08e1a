import { removeCodeowners } from "../../../core/ownership/save-codeowners.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { log } from "../../adapters/log.ts";
import { ownerCaches } from "../../adapters/redis/owner-caches.ts";
import { api } from "../../edges/api.ts";

const ports = { ownerships, ownerCaches, now, log };

/** DELETE /api/0/projects/{organization}/{project}/codeowners/{codeowners}/: removes an imported file. */
export const handler = api("project:write", async ({ organization, access, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  await removeCodeowners(ports, { organizationId: organization.id, projectId: project.id }, Number(params.codeowners));
  await audit(access, "OWNERSHIP_EDIT", project.id, { slug: project.slug, file: params.codeowners });
  return { status: 204 };
});
