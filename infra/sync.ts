import { reads, seals, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

const callsJira = using(writes, seals, knowsSettings, sendsAnalytics);
/** A slow Jira may take ten seconds for each of three calls, and three messages may wait for it one after the other. */
const patient = { fifo: true, batch: 3, timeoutSeconds: 120 };

export const sendsOutboundAssignees = worker("OutboundAssignees", "functions/sync/outbound-assignee.handler", callsJira, patient);
export const sendsOutboundStatuses = worker("OutboundStatuses", "functions/sync/outbound-status.handler", callsJira, patient);
export const sendsOutboundComments = worker("OutboundComments", "functions/sync/outbound-comment.handler", callsJira, patient);
export const sendsIssueChanges = worker(
  "IssueChanges",
  "functions/sync/apply-change.handler",
  using(writes, sendsOutboundAssignees, sendsOutboundStatuses),
  { fifo: true },
);

const sendsReconciliations = worker(
  "Reconciliations",
  "functions/sync/reconcile.handler",
  using(writes, seals, knowsSettings, sendsIssueChanges),
  { batch: 1, timeoutSeconds: 120, continues: true },
);
new sst.aws.CronV2("BeginReconciliations", {
  schedule: "rate(15 minutes)",
  function: { handler: "functions/sync/begin-reconciliations.handler", timeout: "60 seconds", ...using(reads, sendsReconciliations) },
});
