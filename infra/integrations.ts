import { reads, seals, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsIssueChanges, sendsOutboundAssignees, sendsOutboundComments, sendsOutboundStatuses } from "./sync.ts";

const shows = using(reads, seals, knowsSettings);
const changes = using(writes, seals, knowsSettings);
const triesAgain = using(sendsOutboundAssignees, sendsOutboundStatuses, sendsOutboundComments);
// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;

const one = "/api/0/organizations/{organization}/integrations/{integration}/";
handle("GET /api/0/organizations/{organization}/integrations/", "functions/integrations/list.handler", using(reads, knowsSettings));
handle(`GET ${one}`, "functions/integrations/get.handler", reads);
handle([`POST ${one}`, `PUT ${one}`], "functions/integrations/configure.handler", writes);
handle(`DELETE ${one}`, "functions/integrations/uninstall.handler", changes, asksJira);

handle(`POST ${one}test/`, "functions/integrations/test.handler", shows, asksJira);
handle(`GET ${one}links/`, "functions/integrations/links.handler", using(reads, knowsSettings));
handle(`POST ${one}links/retry/`, "functions/integrations/retry.handler", using(reads, triesAgain));
handle(`GET ${one}people/`, "functions/integrations/people.handler", reads);

const page = "/settings/{organization}/integrations/{integration}/";
handle("GET /settings/{organization}/integrations/", "functions/integrations/list-page.handler", shows);
handle(`GET ${page}`, "functions/integrations/overview-page.handler", shows);
handle(`POST ${page}test/`, "functions/integrations/test-page.handler", shows, asksJira);
handle([`GET ${page}uninstall/`, `POST ${page}uninstall/`], "functions/integrations/uninstall-page.handler", changes, asksJira);
handle([`GET ${page}sync/`, `POST ${page}sync/`], "functions/integrations/sync-page.handler", changes, asksJira);
handle([`GET ${page}health/`, `POST ${page}health/`], "functions/integrations/health-page.handler", using(shows, triesAgain));
const maps = using(changes, sendsIssueChanges);
handle([`GET ${page}people/`, `POST ${page}people/`], "functions/integrations/people-page.handler", maps, asksJira);
