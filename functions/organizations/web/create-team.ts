import { NewTeam } from "../../../core/organizations/organization-fields.ts";
import { teamSummary } from "../../../core/organizations/representation.ts";
import { createTeam } from "../../../core/organizations/save-team.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, projects, rosters, ids, now };

/** POST /api/0/organizations/{organization}/teams/: a team, with the one who asks in it. */
export const handler = api("team:write", async (request) => {
  const { organization, access } = request;
  const input = readJson(request, NewTeam);
  const team = await createTeam(ports, { organizationId: organization.id, userId: access.userId, ...input });
  await audit(access, "TEAM_ADD", team.id, { slug: team.slug });
  return { status: 201, body: teamSummary(team, access.userId) };
});
