import { withDefaultUser } from "../../core/analytics/default-user.ts";
import { analytics } from "../adapters/dynamo/analytics.ts";
import { log } from "../adapters/log.ts";
import { analyticsWorker } from "../adapters/sqs/analytics.ts";
import { worker } from "../edges/queue.ts";
import { membersShown } from "./members-shown.ts";

/** Analytics: one logical event, recorded once however often it arrives. */
export const handler = worker(
  { source: analyticsWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  async (event) => {
    const members = await membersShown(event.organizationId);
    if (await analytics.record(withDefaultUser(event, members))) log.metric("analytics.recorded", { type: event.type });
  },
);
