import { setGrant } from "../../../core/organizations/team-access.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { projectSummary } from "../../../core/projects/representation.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, projects, rosters };

/** POST and DELETE /api/0/projects/{organization}/{project}/teams/{team}/: gives a project to a team, takes it away. */
export const handler = api(
  "project:write",
  async ({ method, access, organization: { id }, params: { project: named = "", team = "" } }) => {
    const granted = method === "POST";
    const project = await findProject(ports, id, named);
    const { teams, changed } = await setGrant(ports, { organizationId: id, projectId: project.id, team, granted });
    if (changed) await audit(access, "PROJECT_EDIT", project.id, { slug: project.slug, team, has: granted });
    const own = teams.filter((it) => it.projects.includes(project.id)).map((it) => it.id);
    return { status: granted ? 201 : 200, body: projectSummary({ ...project, teams: own }, teams) };
  },
);
