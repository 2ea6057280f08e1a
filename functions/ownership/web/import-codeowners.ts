import { codeownersSummary } from "../../../core/ownership/representation.ts";
import { CodeownersFile } from "../../../core/ownership/rule-file.ts";
import { saveCodeowners } from "../../../core/ownership/save-codeowners.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { log } from "../../adapters/log.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { ownerCaches } from "../../adapters/redis/owner-caches.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { ownerships, ownerCaches, now, log };

/** POST /api/0/projects/{organization}/{project}/codeowners/ and PUT …/codeowners/{codeowners}/: imports a file, replaces one. */
export const handler = api("project:write", async (request) => {
  const { organization, access, params } = request;
  const codeowners = readJson(request, CodeownersFile);
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const isNew = params.codeowners === undefined;
  const fileId = isNew ? await ids.next() : Number(params.codeowners);
  const place = { organizationId: organization.id, projectId: project.id };
  const saved = await saveCodeowners(ports, place, { fileId, isNew, codeowners });
  await audit(access, "OWNERSHIP_EDIT", project.id, { slug: project.slug, file: String(fileId) });
  return { status: isNew ? 201 : 200, body: codeownersSummary(saved) };
});
