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

const codeowners = "/api/0/projects/{organization}/{project}/codeowners/";
const imports = { memory: "1024 MB", timeout: "20 seconds" } as const;
handle(`GET ${codeowners}`, "functions/ownership/codeowners.handler", reads, imports);
handle(
  [`POST ${codeowners}`, `PUT ${codeowners}{codeowners}/`],
  "functions/ownership/import-codeowners.handler",
  using(writes, redis, knowsSettings),
  imports,
);
handle(`DELETE ${codeowners}{codeowners}/`, "functions/ownership/remove-codeowners.handler", using(writes, redis));
