import { reads, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";
import { sendsOutboundAssignees, sendsOutboundStatuses } from "./sync.ts";

const shows = using(reads, knowsSettings);
const changes = using(writes, knowsSettings);
const sendsIssueUpdates = worker("IssueUpdates", "functions/issues/continue-update.handler", changes, {
  batch: 1,
  timeoutSeconds: 60,
  continues: true,
});
/** Sends what an archived issue waits for. */
export const sendsSnoozes = worker("Snoozes", "functions/issues/end-snooze.handler", writes, { continues: true });

/** Sends what a merged issue leaves behind. */
export const sendsGroupMerges = worker(
  "GroupMerges",
  "functions/issues/finish-merge.handler",
  using(writes, sendsOutboundAssignees, sendsOutboundStatuses),
  { continues: true },
);

const bulk = using(changes, sendsIssueUpdates);
const both = (method: string, path: string) => [`${method} /api/0/organizations/{organization}${path}`, `${method} /api/0${path}`];

handle("GET /api/0/organizations/{organization}/issues/", "functions/issues/list.handler", shows);
handle("PUT /api/0/organizations/{organization}/issues/", "functions/issues/update-many.handler", bulk);
handle("GET /api/0/projects/{organization}/{project}/issues/", "functions/issues/list-project.handler", shows);
handle("PUT /api/0/projects/{organization}/{project}/issues/", "functions/issues/update-project.handler", bulk);
handle(both("GET", "/issues/{issue}/"), "functions/issues/get.handler", shows);
handle(both("PUT", "/issues/{issue}/"), "functions/issues/update.handler", changes);
handle(both("GET", "/issues/{issue}/participants/"), "functions/issues/participants.handler", shows);
handle(both("GET", "/issues/{issue}/notes/"), "functions/issues/notes.handler", shows);
handle(both("POST", "/issues/{issue}/notes/"), "functions/issues/add-note.handler", changes);
handle(both("GET", "/issues/{issue}/activities/"), "functions/issues/activities.handler", shows);
handle("GET /api/0/organizations/{organization}/shortids/{short_id}/", "functions/issues/short-id.handler", shows);
