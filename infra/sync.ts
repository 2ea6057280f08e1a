import { reads, redis, seals, updates, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { worker } from "./queue.ts";
import { every } from "./schedule.ts";
import { knowsSettings } from "./settings.ts";

/** Asks trackers and writes to them, for owner and status together: two writers of one ticket would race. A run ends within 50 seconds. */
export const sendsLooks = worker(
  "TicketLooks",
  "functions/sync/converge.handler",
  using(writes, redis, seals, knowsSettings, sendsAnalytics),
  {
    fifo: true,
    batch: 1,
    timeoutSeconds: 55,
    visibilitySeconds: 60,
    // Each may wait for a slow tracker for most of a minute: a thousand tickets of one would leave nothing for errors and webhooks.
    atOnce: 100,
    continues: true,
  },
);

/**
 * Knows no secret and reaches no tracker: what it cannot tell from what it hears it has looked at. Two steps of the database are done in ten
 * seconds: where one of it dies, its ticket is heard of again after a minute.
 */
export const sendsTicketChanges = worker("TicketChanges", "functions/sync/apply-change.handler", using(writes, sendsLooks), {
  fifo: true,
  timeoutSeconds: 10,
});

every("1 minute", "LookAtDue", { handler: "functions/sync/look-at-due.handler", timeout: "60 seconds", ...using(reads, sendsLooks) });

const sendsSearches = worker(
  "TrackerSearches",
  "functions/sync/search.handler",
  using(reads, updates, redis, seals, knowsSettings, sendsLooks),
  {
    batch: 1,
    timeoutSeconds: 120,
  },
);
every("15 minutes", "BeginSearches", {
  handler: "functions/sync/begin-searches.handler",
  timeout: "60 seconds",
  ...using(reads, sendsSearches),
});
