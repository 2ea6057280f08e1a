import { OutboundStatus } from "../../core/messages.ts";
import { outboundStatus } from "../../core/sync/outbound-status.ts";
import { links } from "../adapters/dynamo/links.ts";
import { log } from "../adapters/log.ts";
import { outboundStatusesWorker } from "../adapters/sqs/outbound-statuses-worker.ts";
import { worker } from "../edges/queue.ts";

/** OutboundStatuses: one linked ticket of a group whose status changed. */
export const handler = worker(
  {
    message: OutboundStatus,
    source: outboundStatusesWorker,
    context: ({ organizationId, integrationId, groupId }) => ({ organization: organizationId, integration: integrationId, group: groupId }),
  },
  (message) => outboundStatus({ links, log }, message),
);
