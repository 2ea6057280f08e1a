import type { GroupMerge } from "../../core/messages.ts";
import { finishMerge as finish } from "../../core/sync/finish-merge.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { log } from "../adapters/log.ts";
import { groupMerges } from "../adapters/sqs/issue-work.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";

const ports = { groups, links, tickets, looks, merges, groupMerges, now, log };

/** Events, links and subscribers of a merged issue follow it. */
export const finishMerge = (message: GroupMerge) => finish(ports, message);
