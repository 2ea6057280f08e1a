import { reconcile } from "../../core/sync/reconcile.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { reconciliations } from "../adapters/dynamo/reconciliations.ts";
import { jiraTickets } from "../adapters/jira-server/tickets.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { issueChanges } from "../adapters/sqs/issue-changes.ts";
import { reconciliationMessages, reconciliationsWorker } from "../adapters/sqs/reconciliations.ts";
import { worker } from "../edges/queue.ts";

const ports = { integrations, reconciliations, reconciliationMessages, links, groups, jiraTickets, issueChanges, seal, now, log };

/** Reconciliations: what one tracker changed without our hearing of it. */
export const handler = worker({ source: reconciliationsWorker }, (message) => reconcile(ports, message));
