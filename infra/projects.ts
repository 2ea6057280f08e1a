import { routes } from "../functions/projects/routes.ts";
import { redis, seals, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle, web } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";
import { changes as changesOf, follow } from "./stream.ts";

const changes = using(writes, knowsSettings);
handle("POST /api/0/teams/{organization}/{team}/projects", "functions/projects/create.handler", using(changes, redis));
handle("PUT /api/0/projects/{organization}/{project}", "functions/projects/update.handler", changes);
handle("DELETE /api/0/projects/{organization}/{project}", "functions/projects/delete.handler", changes);
web("projects", routes, using(changes, redis, seals));

const deletions = { batch: 1, timeoutSeconds: 60, continues: true };
const sendsProjectDeletions = worker("ProjectDeletions", "functions/projects/cascade.handler", writes, deletions);

/** A project came, or somebody asked for its removal. */
const followed = [changesOf([{ prefix: "PROJECT#" }, { prefix: "DELETION#" }])];
/** Sends changes of projects that nobody followed, to be followed. */
export const sendsProjectChanges = follow("ProjectChanges", "projects", followed, using(writes, sendsProjectDeletions, sendsAnalytics));
