import { OrganizationUpdate } from "../../../core/organizations/organization-fields.ts";
import { organizationDetails } from "../../../core/organizations/representation.ts";
import { updateOrganization } from "../../../core/organizations/update-organization.ts";
import { projectSummary } from "../../../core/projects/representation.ts";
import { audit } from "../../adapters/audit.ts";
import { organizationWrites } from "../../adapters/dynamo/organization-writes.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, organizationWrites };

/** PUT /api/0/organizations/{organization}/: changes name and slug. */
export const handler = api("org:write", async (request) => {
  const { organization, access } = request;
  const { id } = organization;
  const wanted = readJson(request, OrganizationUpdate);
  const changed = await updateOrganization(ports, id, wanted);
  if (Object.keys(wanted).length > 0) await audit(access, "ORG_EDIT", id, { slug: changed.slug });
  const [teams, owned] = await Promise.all([organizations.teams(id), projects.list(id)]);
  const shown = organizationDetails(changed, teams, access, publicUrl());
  return { body: { ...shown, projects: owned.map((it) => projectSummary(it, teams)) } };
});
