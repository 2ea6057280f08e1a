import { applyChange } from "../../core/sync/apply-change.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { log } from "../adapters/log.ts";
import { issueChangesWorker } from "../adapters/sqs/issue-changes.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";
import { outboundStatuses } from "../adapters/sqs/outbound-statuses.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, links, organizations, userMappings, outboundAssignees, outboundStatuses, now, log };

/** IssueChanges: what a tracker said of one ticket, in the ticket's order. */
export const handler = worker(
  {
    source: issueChangesWorker,
    context: ({ integrationId, deliveryId }) => ({ integration: integrationId, delivery: deliveryId }),
  },
  (change) => applyChange(ports, change),
);
