import { reads, using } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, knowsSettings);
handle("GET /api/0/organizations/{organization}/projects/", "functions/projects/list.handler", shows);
handle("GET /api/0/projects/{organization}/{project}/", "functions/projects/get.handler", shows);
handle("GET /api/0/projects/{organization}/{project}/keys/", "functions/projects/keys.handler", shows);
