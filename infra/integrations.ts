import { reads, seals, using } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const shows = using(reads, seals, knowsSettings);
handle("GET /settings/{organization}/integrations/", "functions/integrations/list-page.handler", shows);
