import { outboundAssignee } from "../../core/sync/outbound-assignee.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { outboundReads } from "../adapters/dynamo/outbound-reads.ts";
import { jiraTickets } from "../adapters/jira-server/tickets.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { outboundAssigneesWorker } from "../adapters/sqs/outbound-assignees.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, organizations, links, outboundReads, integrations, jiraTickets, seal, analyticsEvents, now, log };

/** OutboundAssignees: one linked ticket of a group that changed. */
export const handler = worker(
  {
    source: outboundAssigneesWorker,
    context: ({ organizationId, integrationId, groupId }) => ({ organization: organizationId, integration: integrationId, group: groupId }),
  },
  (message) => outboundAssignee(ports, message),
);
