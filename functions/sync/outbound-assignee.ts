import { OutboundAssignee } from "../../core/messages.ts";
import { outboundAssignee } from "../../core/sync/outbound-assignee.ts";
import { links } from "../adapters/dynamo/links.ts";
import { log } from "../adapters/log.ts";
import { outboundAssigneesWorker } from "../adapters/sqs/outbound-assignees-worker.ts";
import { worker } from "../edges/queue.ts";

/** OutboundAssignees: one linked ticket of a group that changed. */
export const handler = worker(
  {
    message: OutboundAssignee,
    source: outboundAssigneesWorker,
    context: ({ organizationId, integrationId, groupId }) => ({ organization: organizationId, integration: integrationId, group: groupId }),
  },
  (message) => outboundAssignee({ links, log }, message),
);
