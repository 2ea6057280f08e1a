import { OrganizationUpdate } from "../../core/organizations/organization-fields.ts";
import { organizationSummary } from "../../core/organizations/representation.ts";
import { updateOrganization } from "../../core/organizations/update-organization.ts";
import { organizationWrites } from "../adapters/dynamo/organization-writes.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { organizations, organizationWrites };

/** PUT /api/0/organizations/{organization}/: changes name and slug. */
export const handler = api("org:write", async (request) => {
  const { organization, access } = request;
  const changed = await updateOrganization(ports, organization.id, readJson(request, OrganizationUpdate));
  return { body: { ...organizationSummary(changed, publicUrl()), access: access.scopes } };
});
