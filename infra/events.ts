import { reads, redis, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { sendsOwnerEvaluations } from "./ownership.ts";
import { knowsSettings } from "./settings.ts";

const ingests = using(writes, redis, knowsSettings, sendsOwnerEvaluations);
handle(["POST /api/{project_id}/envelope/", "OPTIONS /api/{project_id}/envelope/"], "functions/events/envelope.handler", ingests);
handle(["POST /api/{project_id}/store/", "OPTIONS /api/{project_id}/store/"], "functions/events/store.handler", ingests);

const shows = using(reads, knowsSettings);
handle(
  ["GET /api/0/organizations/{organization}/issues/{issue}/events/", "GET /api/0/issues/{issue}/events/"],
  "functions/events/list.handler",
  shows,
);
handle(
  ["GET /api/0/organizations/{organization}/issues/{issue}/events/latest/", "GET /api/0/issues/{issue}/events/latest/"],
  "functions/events/latest.handler",
  reads,
);
handle(
  ["GET /api/0/organizations/{organization}/issues/{issue}/events/{event_id}/", "GET /api/0/issues/{issue}/events/{event_id}/"],
  "functions/events/get.handler",
  reads,
);
handle("GET /api/0/projects/{organization}/{project}/events/", "functions/events/list-project.handler", shows);
handle("GET /api/0/projects/{organization}/{project}/events/{event_id}/", "functions/events/get-of-project.handler", reads);
