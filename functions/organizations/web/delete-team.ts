import { deleteTeam } from "../../../core/organizations/save-team.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, projects, rosters };

/** DELETE /api/0/teams/{organization}/{team}/: removes a team. */
export const handler = api("team:admin", async ({ organization, access, params }) => {
  await deleteTeam(ports, organization.id, params.team ?? "");
  await audit(access, "TEAM_REMOVE", params.team ?? "");
  return { status: 204 };
});
