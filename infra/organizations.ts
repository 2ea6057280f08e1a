import { reads, using } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, knowsSettings);
handle("GET /api/0/", "functions/organizations/root.handler", reads);
handle("GET /api/0/auth/", "functions/organizations/auth.handler", reads);
handle("GET /api/0/organizations/", "functions/organizations/list.handler", shows);
handle("GET /api/0/organizations/{organization}/", "functions/organizations/get.handler", shows);
handle("GET /api/0/organizations/{organization}/teams/", "functions/organizations/teams.handler", shows);
handle("GET /api/0/organizations/{organization}/members/", "functions/organizations/members.handler", shows);
