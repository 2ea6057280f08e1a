import { writes } from "./access.ts";
import { worker } from "./queue.ts";

export const sendsIssueChanges = worker("IssueChanges", "functions/sync/apply-change.handler", writes, { fifo: true });
export const sendsOutboundAssignees = worker("OutboundAssignees", "functions/sync/outbound-assignee.handler", writes, { fifo: true });
export const sendsOutboundStatuses = worker("OutboundStatuses", "functions/sync/outbound-status.handler", writes, { fifo: true });
