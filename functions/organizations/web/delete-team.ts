import { deleteTeam } from "../../../core/organizations/save-team.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, projects, rosters };

/** DELETE /api/0/teams/{organization}/{team}/ */
export const handler = api("team:admin", async ({ organization, params }) => {
  await deleteTeam(ports, organization.id, params.team ?? "");
  return { status: 204 };
});
