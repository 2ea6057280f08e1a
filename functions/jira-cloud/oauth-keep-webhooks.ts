import { keepAllWebhooks } from "../../core/jira-cloud/oauth/keep-all-webhooks.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { oauthTurns } from "../adapters/dynamo/oauth-turns.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { oauthSiteOf } from "../adapters/jira-cloud/oauth-site.ts";
import { oauthWebhookUrl } from "../adapters/jira-cloud/oauth-webhook-url.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { schedule } from "../edges/schedule.ts";

/** Every day: webhooks of apps end after thirty days, and refresh tokens where nobody uses them for ninety. */
export const handler = schedule(() =>
  keepAllWebhooks({ watched, integrations, oauthTurns, oauthSiteOf, seal, log }, { webhookUrl: oauthWebhookUrl }),
);
