import { reads, seals, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, seals, knowsSettings);
const changes = using(writes, seals, knowsSettings);
// Longer than two calls to a Jira may take.
const asksJira = { timeout: "29 seconds" } as const;

const one = "/api/0/organizations/{organization}/integrations/{integration}/";
handle("GET /api/0/organizations/{organization}/integrations/", "functions/integrations/list.handler", using(reads, knowsSettings));
handle(`GET ${one}`, "functions/integrations/get.handler", reads);
handle([`POST ${one}`, `PUT ${one}`], "functions/integrations/configure.handler", writes);
handle(`DELETE ${one}`, "functions/integrations/uninstall.handler", changes, asksJira);

const page = "/settings/{organization}/integrations/{integration}/";
handle("GET /settings/{organization}/integrations/", "functions/integrations/list-page.handler", shows);
handle(`GET ${page}`, "functions/integrations/overview-page.handler", shows);
handle(`POST ${page}test/`, "functions/integrations/test-page.handler", shows, asksJira);
handle([`GET ${page}uninstall/`, `POST ${page}uninstall/`], "functions/integrations/uninstall-page.handler", changes, asksJira);
handle([`GET ${page}sync/`, `POST ${page}sync/`], "functions/integrations/sync-page.handler", changes, asksJira);
