import { writes } from "./access.ts";
import { worker } from "./queue.ts";

export const sendsAnalytics = worker("Analytics", "functions/analytics/record.handler", writes);
