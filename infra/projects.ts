import { reads, redis, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";
import { changes as changesOf, follow } from "./stream.ts";

const shows = using(reads, knowsSettings);
const changes = using(writes, knowsSettings);
handle("GET /api/0/organizations/{organization}/projects/", "functions/projects/list.handler", shows);
handle("POST /api/0/teams/{organization}/{team}/projects/", "functions/projects/create.handler", using(changes, redis));
handle("GET /api/0/projects/{organization}/{project}/", "functions/projects/get.handler", shows);
handle("PUT /api/0/projects/{organization}/{project}/", "functions/projects/update.handler", changes);
handle("DELETE /api/0/projects/{organization}/{project}/", "functions/projects/delete.handler", changes);
handle("GET /api/0/projects/{organization}/{project}/deletion/", "functions/projects/deletion.handler", reads);
handle("GET /api/0/projects/{organization}/{project}/keys/", "functions/projects/keys.handler", shows);
handle("POST /api/0/projects/{organization}/{project}/keys/", "functions/projects/create-key.handler", changes);
handle("GET /api/0/projects/{organization}/{project}/keys/{key}/", "functions/projects/key.handler", shows);
handle("PUT /api/0/projects/{organization}/{project}/keys/{key}/", "functions/projects/update-key.handler", changes);
handle("DELETE /api/0/projects/{organization}/{project}/keys/{key}/", "functions/projects/delete-key.handler", writes);

const deletions = { batch: 1, timeoutSeconds: 60, continues: true };
const sendsProjectDeletions = worker("ProjectDeletions", "functions/projects/cascade.handler", writes, deletions);

/** A project came, or somebody asked for its removal. */
const followed = [changesOf(["INSERT"], [{ prefix: "PROJECT#" }, { prefix: "DELETION#" }])];
follow("ProjectChanges", "functions/projects/changes.handler", followed, using(writes, sendsProjectDeletions, sendsAnalytics));
