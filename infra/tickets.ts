import { reads, redis, seals, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsIssueChanges, sendsOutboundAssignees } from "./sync.ts";

const links = using(writes, redis, seals, knowsSettings, sendsIssueChanges, sendsOutboundAssignees);
// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;
const both = (method: string, path: string) => [`${method} /api/0/organizations/{organization}${path}`, `${method} /api/0${path}`];

const all = "/issues/{issue}/external-issues/";
const one = "/issues/{issue}/integrations/{integration}/";
handle(both("GET", all), "functions/tickets/list.handler", reads);
handle([...both("POST", all), ...both("PUT", one)], "functions/tickets/link.handler", links, asksJira);
handle("POST /api/0/sentry-app-installations/{integration}/external-issues/", "functions/tickets/link-from-app.handler", links, asksJira);
handle(both("POST", one), "functions/tickets/create.handler", links, asksJira);
handle([...both("DELETE", `${all}{external_issue}/`), ...both("DELETE", one)], "functions/tickets/unlink.handler", writes);
handle(
  "GET /extensions/jira-server/search/{organization}/{integration}/",
  "functions/tickets/search.handler",
  using(reads, seals, knowsSettings),
  asksJira,
);
handle(both("GET", one), "functions/tickets/form.handler", using(reads, seals, knowsSettings), asksJira);
