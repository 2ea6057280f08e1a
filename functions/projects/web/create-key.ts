import { findProject } from "../../../core/projects/find-project.ts";
import { NewKey } from "../../../core/projects/key-fields.ts";
import { keySummary } from "../../../core/projects/representation.ts";
import { createKey } from "../../../core/projects/save-key.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { keyWrites } from "../../adapters/dynamo/key-writes.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { random } from "../../adapters/random.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { random, now, keyWrites };

/** POST /api/0/projects/{organization}/{project}/keys/: makes a key. */
export const handler = api("project:write", async (request) => {
  const { organization, access, params } = request;
  const wanted = readJson(request, NewKey);
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const key = await createKey(ports, { organizationId: organization.id, projectId: project.id }, wanted);
  await audit(access, "PROJECTKEY_ADD", project.id, { slug: project.slug, key: key.name });
  return { status: 201, body: keySummary(key, publicUrl()) };
});
