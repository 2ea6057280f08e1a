import { AnalyticsEvent } from "../../core/messages.ts";
import { analytics } from "../adapters/dynamo/analytics.ts";
import { log } from "../adapters/log.ts";
import { analyticsWorker } from "../adapters/sqs/analytics-worker.ts";
import { worker } from "../edges/queue.ts";

/** Analytics: one logical event, recorded once however often it arrives. */
export const handler = worker(
  { message: AnalyticsEvent, source: analyticsWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  async (event) => {
    if (await analytics.record(event)) log.metric("analytics.recorded", { type: event.type });
  },
);
