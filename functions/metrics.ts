/**
 * What is counted as a metric of CloudWatch, by the event that is logged, beside what AWS counts by itself: alarms and the dashboard read
 * these. Each costs only in the hours in which it happens.
 */
export const METRICS: Record<string, string> = {
  "jira_server.webhook.invalid_token": "WebhooksRefused",
  "jira.webhook.not_signed": "WebhooksRefused",
  "jira.oauth.refresh-failed": "TokensRefused",
  "jira.oauth.webhook-not-kept": "WebhooksEnding",
  "tracker.away": "TrackersAway",
  "discord.alert.refused": "DiscordRefused",
  "discord.message.given_up": "DiscordRefused",
  "stream.record.set-aside": "ChangesSetAside",
  "outbox.swept": "ChangesLate",
  "links.caught-up": "ChangesLate",
  "outbox.stuck": "ChangesStuck",
};

/** Metrics of one stage are told from another's by its name. */
export const NAMESPACE = "Lockstep";
