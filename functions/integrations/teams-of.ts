import { type TeamRow, teamRows } from "../../core/integrations/teams.ts";
import type { Installation, Integration } from "../../core/trackers/integration.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { trackers } from "../adapters/trackers.ts";

/** What fits a page; the teams of a larger organization are set over REST. */
const MOST_TEAMS = 40;

/** The teams of an organization with what they are in the tracker; none where it knows none. */
export async function teamsOf(integration: Integration, { organizationId, config }: Installation): Promise<TeamRow[]> {
  if (trackers.of(integration)?.teams === undefined) return [];
  return teamRows(await organizations.teams(organizationId), config).slice(0, MOST_TEAMS);
}
