import { routes } from "../functions/analytics/routes.ts";
import { reads, using, writes } from "./access.ts";
import { web } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

export const sendsAnalytics = worker("Analytics", "functions/analytics/record.handler", writes);

web("analytics", routes, using(reads, knowsSettings));
