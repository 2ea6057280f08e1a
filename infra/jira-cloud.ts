import { routes } from "../functions/jira-cloud/routes.ts";
import { type Access, reads, redis, seals, updates, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle, web } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsLooks, sendsTicketChanges } from "./sync.ts";

// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;
web("jira-cloud", routes, using(reads, redis, seals, knowsSettings), asksJira);

const issueChanged = handle(
  "POST /extensions/jira/webhook/{tenant}",
  "functions/jira-cloud/issue-changed.handler",
  using(reads, updates, seals, sendsTicketChanges),
  { url: true },
);
/** Where a Jira Cloud is told to send its webhooks. */
const webhook: Access = { link: [new sst.Linkable("JiraCloudWebhook", { properties: { url: issueChanged.url } })], permissions: [] };

const connects = using(writes, redis, seals, knowsSettings, sendsAnalytics, sendsLooks, webhook);
handle("POST /settings/{organization}/integrations/jira-cloud/new", "functions/jira-cloud/connect.handler", connects, asksJira);
handle(
  "POST /settings/{organization}/integrations/{integration}/webhook",
  "functions/jira-cloud/replace-secret.handler",
  using(writes, redis, seals, knowsSettings, sendsAnalytics, webhook),
  asksJira,
);
