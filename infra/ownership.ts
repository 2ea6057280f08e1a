import { reads, redis, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

/** Sends events whose group may have owners. */
export const sendsOwnerEvaluations = worker("OwnerEvaluations", "functions/ownership/assign-owners.handler", using(writes, redis));

const ownership = "/api/0/projects/{organization}/{project}/ownership/";
handle(`GET ${ownership}`, "functions/ownership/get.handler", reads);
handle(`PUT ${ownership}`, "functions/ownership/update.handler", using(writes, redis));
handle(
  "GET /api/0/projects/{organization}/{project}/events/{event_id}/owners/",
  "functions/ownership/explain.handler",
  using(reads, knowsSettings),
);
