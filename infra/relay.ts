import { reads, updates, using } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { sendsCacheInvalidations, sendsProjectInvalidations } from "./caches.ts";
import { sendsDiscordNews } from "./discord.ts";
import { sendsGroupMerges, sendsIssueUpdates, sendsSnoozes } from "./issues.ts";
import { changes, follow } from "./stream.ts";
import { sendsLooks } from "./sync.ts";

/** Committed activities, and issues that are new; and whatever changes who a rule means: rules, teams, members and their addresses. */
const followed = [
  changes(["INSERT"], ["GROUP", { prefix: "ACTIVITY#" }]),
  changes(["INSERT", "MODIFY"], ["OWNERSHIP"]),
  changes(["INSERT", "MODIFY", "REMOVE"], [{ prefix: "TEAM#" }, { prefix: "MEMBER#" }]),
];
const outbound = using(sendsLooks, sendsSnoozes, sendsGroupMerges, sendsIssueUpdates, sendsDiscordNews);
const inside = using(sendsCacheInvalidations, sendsProjectInvalidations, sendsAnalytics);
follow("Relay", "functions/relay/changes.handler", followed, using(reads, updates, outbound, inside));
