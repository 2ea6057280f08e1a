import { outboundStatus } from "../../core/sync/outbound-status.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { outboundReads } from "../adapters/dynamo/outbound-reads.ts";
import { jiraTickets } from "../adapters/jira-server/tickets.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { outboundStatusesWorker } from "../adapters/sqs/outbound-statuses.ts";
import { worker } from "../edges/queue.ts";

const ports = { links, outboundReads, integrations, jiraTickets, seal, analyticsEvents, now, log };

/** OutboundStatuses: one linked ticket of a group whose status changed. */
export const handler = worker(
  {
    source: outboundStatusesWorker,
    context: ({ organizationId, integrationId, groupId }) => ({ organization: organizationId, integration: integrationId, group: groupId }),
  },
  (message) => outboundStatus(ports, message),
);
