import { reads, using } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { sendsCacheInvalidations } from "./caches.ts";
import { sendsGroupMerges, sendsSnoozes } from "./issues.ts";
import { followInserts } from "./stream.ts";
import { sendsOutboundAssignees, sendsOutboundStatuses } from "./sync.ts";

/** Committed activities only. */
followInserts(
  "Relay",
  "functions/relay/activities.handler",
  ["ACTIVITY#"],
  using(reads, sendsOutboundAssignees, sendsOutboundStatuses, sendsCacheInvalidations, sendsAnalytics, sendsSnoozes, sendsGroupMerges),
);
