import { finishMerge } from "../../core/sync/finish-merge.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { log } from "../adapters/log.ts";
import { groupMerges, groupMergesWorker } from "../adapters/sqs/group-merges.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, links, tickets, looks, merges, groupMerges, now, log };

/** GroupMerges: events, links and subscribers of a merged issue follow it. */
export const handler = worker(
  {
    source: groupMergesWorker,
    context: ({ organizationId, into }) => ({ organization: organizationId, group: into }),
  },
  (message) => finishMerge(ports, message),
);
