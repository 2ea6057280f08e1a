import { outboundComment } from "../../core/sync/outbound-comment.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { outboundReads } from "../adapters/dynamo/outbound-reads.ts";
import { jiraTickets } from "../adapters/jira-server/tickets.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { outboundCommentsWorker } from "../adapters/sqs/outbound-comments.ts";
import { worker } from "../edges/queue.ts";

const ports = { links, outboundReads, integrations, jiraTickets, seal, analyticsEvents, now, log };

/** OutboundComments: a note, for one linked ticket of its group. */
export const handler = worker(
  {
    source: outboundCommentsWorker,
    context: ({ organizationId, integrationId, groupId }) => ({ organization: organizationId, integration: integrationId, group: groupId }),
  },
  (message) => outboundComment(ports, message),
);
