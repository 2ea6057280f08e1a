import { finishMerge } from "../../core/issues/finish-merge.ts";
import { GroupMerge } from "../../core/messages.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { log } from "../adapters/log.ts";
import { groupMerges } from "../adapters/sqs/group-merges.ts";
import { groupMergesWorker } from "../adapters/sqs/group-merges-worker.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";
import { outboundStatuses } from "../adapters/sqs/outbound-statuses.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, links, merges, groupMerges, outboundAssignees, outboundStatuses, log };

/** GroupMerges: events, links and subscribers of a merged issue follow it. */
export const handler = worker(
  {
    message: GroupMerge,
    source: groupMergesWorker,
    context: ({ organizationId, into }) => ({ organization: organizationId, group: into }),
  },
  (message) => finishMerge(ports, message),
);
