import { routes } from "../functions/integrations/routes.ts";
import { redis, seals, using, writes } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsLooks } from "./sync.ts";

// Longer than two calls to a Jira may take.
web("integrations", routes, using(writes, redis, seals, knowsSettings, sendsLooks), { timeout: "29 seconds" });
