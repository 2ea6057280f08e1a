import { organizationDetails } from "../../../core/organizations/representation.ts";
import { projectSummary } from "../../../core/projects/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/organizations/{organization}/: the organization with its teams and projects. */
export const handler = api("org:read", async ({ organization, access }) => {
  const { id } = organization;
  const [now, teams, owned] = await Promise.all([organizations.fresh(id), organizations.teams(id), projects.list(id)]);
  return {
    body: {
      ...organizationDetails(now ?? organization, teams, access, publicUrl()),
      projects: owned.map((it) => projectSummary(it, teams)),
    },
  };
});
