import type { LinkPorts } from "../../core/tickets/link-ticket.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { jiraTickets } from "../adapters/jira-server/tickets.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { seal } from "../adapters/seal.ts";
import { issueChanges } from "../adapters/sqs/issue-changes.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";

export const linkPorts: LinkPorts = { groups, links, jiraTickets, seal, ids, issueChanges, outboundAssignees, now, log };
