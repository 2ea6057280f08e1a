import { reads, updates, using } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { sendsCacheInvalidations, sendsProjectInvalidations } from "./caches.ts";
import { sendsDiscordNews } from "./discord.ts";
import { sendsIssueWork } from "./issues.ts";
import { changes, follow } from "./stream.ts";
import { sendsLooks } from "./sync.ts";

/** Committed activities, and issues that are new; and whatever changes who a rule means: rules, teams, members and their addresses. */
const followed = [
  changes(["INSERT"], ["GROUP", { prefix: "ACTIVITY#" }]),
  changes(["INSERT", "MODIFY"], ["OWNERSHIP"]),
  changes(["INSERT", "MODIFY", "REMOVE"], [{ prefix: "TEAM#" }, { prefix: "MEMBER#" }]),
];
/** What a committed change of an issue leads to. */
const relays = using(reads, updates, sendsLooks, sendsIssueWork, sendsDiscordNews, sendsCacheInvalidations, sendsAnalytics);
follow("Relay", "relay", followed, using(relays, sendsProjectInvalidations));

new sst.aws.CronV2("SweepOutbox", {
  schedule: "rate(5 minutes)",
  function: { handler: "functions/relay/sweep.handler", timeout: "60 seconds", ...relays },
});
