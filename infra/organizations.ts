import { reads, redis, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, knowsSettings);
const creates = using(writes, redis, knowsSettings);
const organization = "/api/0/organizations/{organization}/";
const team = "/api/0/teams/{organization}/{team}/";

handle("GET /api/0/", "functions/organizations/root.handler", reads);
handle("ANY /api/0/{path+}", "functions/organizations/unknown.handler", reads);
handle("GET /api/0/auth/", "functions/organizations/auth.handler", reads);
handle("GET /api/0/organizations/", "functions/organizations/list.handler", shows);
handle(`GET ${organization}`, "functions/organizations/get.handler", shows);
handle(`PUT ${organization}`, "functions/organizations/update.handler", using(writes, knowsSettings));

handle(`GET ${organization}members/`, "functions/organizations/members.handler", shows);
handle(`POST ${organization}members/`, "functions/organizations/add-member.handler", creates);
handle(`GET ${organization}members/{member}/`, "functions/organizations/member.handler", reads);
handle(`PUT ${organization}members/{member}/`, "functions/organizations/update-member.handler", writes);
handle(`DELETE ${organization}members/{member}/`, "functions/organizations/remove-member.handler", writes);

handle(`GET ${organization}teams/`, "functions/organizations/teams.handler", shows);
handle(`POST ${organization}teams/`, "functions/organizations/create-team.handler", creates);
handle(`GET ${team}`, "functions/organizations/team.handler", shows);
handle(`PUT ${team}`, "functions/organizations/update-team.handler", writes);
handle(`DELETE ${team}`, "functions/organizations/delete-team.handler", writes);
handle(`GET ${team}members/`, "functions/organizations/team-members.handler", shows);
handle(`GET ${team}projects/`, "functions/organizations/team-projects.handler", shows);

const membership = `${organization}members/{member}/teams/{team}/`;
handle([`POST ${membership}`, `DELETE ${membership}`], "functions/organizations/set-membership.handler", writes);
const project = "/api/0/projects/{organization}/{project}/";
handle(`GET ${project}members/`, "functions/organizations/project-members.handler", shows);
handle(`GET ${project}teams/`, "functions/organizations/project-teams.handler", shows);
const grant = `${project}teams/{team}/`;
handle([`POST ${grant}`, `DELETE ${grant}`], "functions/organizations/set-grant.handler", writes);

handle("GET /api/0/api-tokens/", "functions/organizations/tokens.handler", shows);
handle("POST /api/0/api-tokens/", "functions/organizations/create-token.handler", creates);
handle("DELETE /api/0/api-tokens/{token}/", "functions/organizations/delete-token.handler", writes);
