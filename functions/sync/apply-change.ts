import { IssueChanged } from "../../core/messages.ts";
import { applyChange } from "../../core/sync/apply-change.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { log } from "../adapters/log.ts";
import { issueChangesWorker } from "../adapters/sqs/issue-changes-worker.ts";
import { worker } from "../edges/queue.ts";

/** IssueChanges: what a tracker said of one ticket, in the ticket's order. */
export const handler = worker(
  {
    message: IssueChanged,
    source: issueChangesWorker,
    context: ({ integrationId, deliveryId }) => ({ integration: integrationId, delivery: deliveryId }),
  },
  (change) => applyChange({ groups, links, organizations, now, log }, change),
);
