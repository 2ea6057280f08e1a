import { teamSummary } from "../../../core/organizations/representation.ts";
import { setMembership } from "../../../core/organizations/team-access.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, projects, rosters };

/** POST and DELETE /api/0/organizations/{organization}/members/{member}/teams/{team}/: puts a member into a team, takes one out of it. */
export const handler = api("team:write", async ({ method, access, params: { member = "", team: named = "" } }) => {
  const { organizationId, userId } = access;
  const belongs = method === "POST";
  const { team, changed } = await setMembership(ports, { organizationId, userId, member, team: named, belongs });
  if (changed) await audit({ organizationId, userId }, "TEAM_EDIT", team.id, { slug: team.slug, member, belongs });
  if (belongs && !changed) return { status: 204 };
  return { status: belongs ? 201 : 200, body: teamSummary(team, userId) };
});
