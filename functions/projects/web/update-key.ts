import { findProject } from "../../../core/projects/find-project.ts";
import { KeyUpdate } from "../../../core/projects/key-fields.ts";
import { keySummary } from "../../../core/projects/representation.ts";
import { updateKey } from "../../../core/projects/save-key.ts";
import { audit } from "../../adapters/audit.ts";
import { keyWrites } from "../../adapters/dynamo/key-writes.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** PUT /api/0/projects/{organization}/{project}/keys/{key}/: changes its name, its rate, and whether it takes events. */
export const handler = api("project:write", async (request) => {
  const { organization, access, params } = request;
  const update = readJson(request, KeyUpdate);
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const place = { organizationId: organization.id, projectId: project.id };
  const key = await updateKey({ projects, keyWrites }, place, params.key ?? "", update);
  await audit(access, "PROJECTKEY_EDIT", project.id, { slug: project.slug, key: key.name, active: key.active });
  return { body: keySummary(key, publicUrl()) };
});
