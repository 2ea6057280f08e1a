import { reads, removes, updates, using } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { sendsCacheInvalidations, sendsProjectInvalidations } from "./caches.ts";
import { sendsDiscordNews } from "./discord.ts";
import { sendsIssueWork } from "./issues.ts";
import { sendsProjectChanges } from "./projects.ts";
import { every } from "./schedule.ts";
import { changes, follow } from "./stream.ts";
import { sendsLooks } from "./sync.ts";

/** Whatever stands in the outbox, but for what another flow follows: issues that change, that are new, and changes of rules, teams and members. */
const followed = [changes([{ prefix: "ACTIVITY#" }, { prefix: "SHORT_ID#" }, { prefix: "CHANGE#" }])];
/** What a committed change leads to. */
const hands = using(
  ...[reads, updates, removes, sendsLooks, sendsIssueWork, sendsDiscordNews, sendsCacheInvalidations, sendsAnalytics],
  ...[sendsProjectInvalidations, sendsProjectChanges],
);
follow("Relay", "relay", followed, hands);

every("5 minutes", "SweepOutbox", { handler: "functions/relay/sweep.handler", timeout: "60 seconds", ...hands });

every("1440 minutes", "CatchUp", { handler: "functions/relay/catch-up.handler", timeout: "2 minutes", ...hands });
