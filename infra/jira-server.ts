import { reads, redis, seals, updates, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsIssueChanges } from "./sync.ts";

const setsUp = using(writes, seals, knowsSettings, sendsAnalytics);
// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;
const base = "/settings/{organization}/integrations/jira-server/";

handle([`GET ${base}new/`, `POST ${base}new/`], "functions/jira-server/new.handler", setsUp, asksJira);
handle([`GET ${base}new/token/`, `POST ${base}new/token/`], "functions/jira-server/new-with-token.handler", setsUp, asksJira);
handle("GET /extensions/jira_server/setup/", "functions/jira-server/set-up.handler", setsUp, asksJira);
handle(`GET ${base}{pipeline}/`, "functions/jira-server/confirm.handler", setsUp);
handle(`POST ${base}{pipeline}/`, "functions/jira-server/build-integration.handler", using(setsUp, redis), asksJira);

handle(
  "POST /extensions/jira-server/issue-updated/{token}/",
  "functions/jira-server/issue-updated.handler",
  using(reads, updates, seals, sendsIssueChanges),
  { url: true },
);
