import { finishMerge } from "../../core/issues/finish-merge.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { log } from "../adapters/log.ts";
import { groupMerges, groupMergesWorker } from "../adapters/sqs/group-merges.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";
import { outboundStatuses } from "../adapters/sqs/outbound-statuses.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, links, merges, groupMerges, outboundAssignees, outboundStatuses, log };

/** GroupMerges: events, links and subscribers of a merged issue follow it. */
export const handler = worker(
  {
    source: groupMergesWorker,
    context: ({ organizationId, into }) => ({ organization: organizationId, group: into }),
  },
  (message) => finishMerge(ports, message),
);
