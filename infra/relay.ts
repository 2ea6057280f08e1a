import { reads, using } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { sendsCacheInvalidations } from "./caches.ts";
import { data } from "./data.ts";
import { deadLetterQueue } from "./queue.ts";
import { sendsOutboundAssignees, sendsOutboundStatuses } from "./sync.ts";

const failures = deadLetterQueue("RelayFailures");
const reportsFailures = { link: [], permissions: [{ actions: ["sqs:SendMessage"], resources: [failures.arn] }] };

/** Committed activities only. A record that fails again and again is isolated and reported; the rest goes on. */
data.subscribe(
  "Relay",
  {
    handler: "functions/relay/activities.handler",
    timeout: "60 seconds",
    ...using(reads, sendsOutboundAssignees, sendsOutboundStatuses, sendsCacheInvalidations, sendsAnalytics, reportsFailures),
  },
  {
    filters: [{ eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "ACTIVITY#" }] } } } }],
    transform: {
      eventSourceMapping: {
        // From the beginning: what is committed before the mapping exists is relayed too.
        startingPosition: "TRIM_HORIZON",
        batchSize: 100,
        functionResponseTypes: ["ReportBatchItemFailures"],
        bisectBatchOnFunctionError: true,
        maximumRetryAttempts: 10,
        destinationConfig: { onFailure: { destinationArn: failures.arn } },
      },
    },
  },
);
