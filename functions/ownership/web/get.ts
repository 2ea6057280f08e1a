import { parseRules } from "../../../core/ownership/parse.ts";
import { ownershipSummary } from "../../../core/ownership/representation.ts";
import { ownRules } from "../../../core/ownership/save-ownership.ts";
import { unknownOwners } from "../../../core/ownership/unknown-owners.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, ownerships };

/** GET /api/0/projects/{organization}/{project}/ownership/: the rules, their settings, and owners that nobody is known as. */
export const handler = api("project:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const place = { organizationId: organization.id, projectId: project.id };
  const ownership = await ownerships.get(organization.id, project.id);
  const raw = await ownRules(ports, place, ownership);
  return { body: ownershipSummary({ ownership, raw }, await unknownOwners(ports, place, parseRules(raw ?? "")), project) };
});
