import { TeamUpdate } from "../../../core/organizations/organization-fields.ts";
import { teamSummary } from "../../../core/organizations/representation.ts";
import { updateTeam } from "../../../core/organizations/save-team.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, projects, rosters };

/** PUT /api/0/teams/{organization}/{team}/: changes name and slug. */
export const handler = api("team:write", async (request) => {
  const { organization, access, params } = request;
  const team = await updateTeam(ports, organization.id, params.team ?? "", readJson(request, TeamUpdate));
  await audit(access, "TEAM_EDIT", team.id, { slug: team.slug });
  return { body: teamSummary(team, access.userId) };
});
