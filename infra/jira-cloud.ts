import { routes } from "../functions/jira-cloud/routes.ts";
import { type Access, reads, redis, seals, updates, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle, web } from "./api.ts";
import { every } from "./schedule.ts";
import { knowsSettings } from "./settings.ts";
import { sendsLooks, sendsTicketChanges } from "./sync.ts";

// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;
const asks = using(seals, knowsSettings, redis);

web("jira-cloud", routes, using(writes, asks, sendsLooks), asksJira);

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

// Atlassian Connect: its descriptor names these addresses, all below the one that the app is known by.
handle("POST /extensions/jira/installed", "functions/jira-cloud/connect-installed.handler", using(writes, asks), asksJira);
handle("POST /extensions/jira/uninstalled", "functions/jira-cloud/connect-uninstalled.handler", using(writes, knowsSettings), asksJira);
handle(
  "POST /extensions/jira/issue-updated",
  "functions/jira-cloud/connect-issue-updated.handler",
  using(reads, seals, sendsTicketChanges),
);

// OAuth 2.0
const oauthIssueUpdated = handle(
  "POST /extensions/jira/oauth/issue-updated/{app}",
  "functions/jira-cloud/oauth-issue-updated.handler",
  using(reads, seals, sendsTicketChanges),
  { url: true },
);
/** Where a site is told to send what it tells an app. */
const oauthWebhook: Access = {
  link: [new sst.Linkable("JiraOauthWebhook", { properties: { url: oauthIssueUpdated.url } })],
  permissions: [],
};

handle(
  "POST /settings/{organization}/integrations/jira-cloud/oauth/{set_up}",
  "functions/jira-cloud/oauth-build.handler",
  using(writes, asks, oauthWebhook, sendsAnalytics, sendsLooks),
  asksJira,
);
every("1440 minutes", "KeepWebhooks", {
  handler: "functions/jira-cloud/oauth-keep-webhooks.handler",
  timeout: "120 seconds",
  ...using(writes, asks, oauthWebhook),
});
