/** What SDKs send besides errors, by their names for it (develop.sentry.dev/sdk/foundations/transport/rate-limiting), and is not kept. */
const CATEGORIES = [
  "transaction",
  "span",
  "session",
  "replay",
  "attachment",
  "profile",
  "profile_chunk",
  "monitor",
  "log_item",
  "metric_bucket",
  "trace_metric",
  "security",
  "internal",
];

const DAY_SECONDS = 86_400;

/** `X-Sentry-Rate-Limits` of an answer that takes what is sent: an SDK sends nothing of these for a day. */
export const NOT_KEPT_LIMITS = `${DAY_SECONDS}:${CATEGORIES.join(";")}:organization:not_kept`;
