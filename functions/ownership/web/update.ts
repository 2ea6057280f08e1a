import { requireScope } from "../../../core/organizations/access.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import { ownershipSummary } from "../../../core/ownership/representation.ts";
import { changesSettings, OwnershipUpdate, saveOwnership } from "../../../core/ownership/save-ownership.ts";
import { unknownOwners } from "../../../core/ownership/unknown-owners.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { log } from "../../adapters/log.ts";
import { ownerCaches } from "../../adapters/redis/owner-caches.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, ownerships, ownerCaches, now, log };

/** PUT /api/0/projects/{organization}/{project}/ownership/: changes rules and settings, in effect for the next event when it is answered. */
export const handler = api("project:read", async (request) => {
  const { organization, access, params } = request;
  const update = readJson(request, OwnershipUpdate);
  if (changesSettings(update)) requireScope(access, "project:write");
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const place = { organizationId: organization.id, projectId: project.id };
  const saved = await saveOwnership(ports, place, update);
  await audit(access, "OWNERSHIP_EDIT", project.id, { slug: project.slug });
  return { body: ownershipSummary(saved, await unknownOwners(ports, place, parseRules(saved.raw ?? "")), project) };
});
