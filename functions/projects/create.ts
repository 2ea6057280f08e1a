import { findTeam } from "../../core/organizations/find-team.ts";
import { NewProject } from "../../core/projects/project-fields.ts";
import { projectDetails } from "../../core/projects/representation.ts";
import { createProject } from "../../core/projects/save-project.ts";
import { audit } from "../adapters/audit.ts";
import { now } from "../adapters/clock.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projectWrites } from "../adapters/dynamo/project-writes.ts";
import { random } from "../adapters/random.ts";
import { ids } from "../adapters/redis/ids.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { ids, random, now, projectWrites };

/** POST /api/0/teams/{organization}/{team}/projects/: makes a project of a team. */
export const handler = api("project:write", async (request) => {
  const { organization, access, params } = request;
  const input = readJson(request, NewProject);
  const teams = await organizations.teams(organization.id);
  const team = findTeam(teams, params.team ?? "");
  const project = await createProject(ports, { organizationId: organization.id, teamId: team.id, userId: access.userId, ...input });
  await audit(access, "PROJECT_ADD", project.id, { slug: project.slug });
  return { status: 201, body: projectDetails(project, teams, organization, publicUrl()) };
});
