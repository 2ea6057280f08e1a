import { findTeam } from "../../../core/organizations/find-team.ts";
import { organizationSummary, teamSummary } from "../../../core/organizations/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/teams/{organization}/{team}/: one team. */
export const handler = api("team:read", async ({ organization, access, params }) => {
  const team = findTeam(await organizations.teams(organization.id), params.team ?? "");
  return { body: { ...teamSummary(team, access.userId), organization: organizationSummary(organization, publicUrl()) } };
});
