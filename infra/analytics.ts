import { reads, using, writes } from "./access.ts";
import { handle } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

export const sendsAnalytics = worker("Analytics", "functions/analytics/record.handler", writes);

handle("GET /api/0/organizations/{organization}/analytics-events/", "functions/analytics/list.handler", using(reads, knowsSettings));
