import { reads, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, knowsSettings);
const changes = using(writes, knowsSettings);
const both = (method: string, path: string) => [`${method} /api/0/organizations/{organization}${path}`, `${method} /api/0${path}`];

handle("GET /api/0/organizations/{organization}/issues/", "functions/issues/list.handler", shows);
handle("PUT /api/0/organizations/{organization}/issues/", "functions/issues/update-many.handler", changes);
handle("GET /api/0/projects/{organization}/{project}/issues/", "functions/issues/list-project.handler", shows);
handle("PUT /api/0/projects/{organization}/{project}/issues/", "functions/issues/update-project.handler", changes);
handle(both("GET", "/issues/{issue}/"), "functions/issues/get.handler", shows);
handle(both("PUT", "/issues/{issue}/"), "functions/issues/update.handler", changes);
handle(both("GET", "/issues/{issue}/activities/"), "functions/issues/activities.handler", shows);
handle("GET /api/0/organizations/{organization}/shortids/{short_id}/", "functions/issues/short-id.handler", shows);
