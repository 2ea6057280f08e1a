import { JiraFailure } from "../../jira-server/failure.ts";
import type { Ports } from "../../ports.ts";
import type { Integrations, WatchedTrackers } from "../../trackers/ports.ts";
import { cloudCredentialsOf } from "../credentials.ts";
import { isOauth } from "./credentials.ts";
import { keepWebhook } from "./keep-webhook.ts";
import type { OauthSiteOf, OauthTurns } from "./ports.ts";

type KeepPorts = Pick<Ports, "seal" | "log"> & {
  watched: Pick<WatchedTrackers, "list">;
  integrations: Pick<Integrations, "find">;
  oauthTurns: Pick<OauthTurns, "noteWebhook">;
  oauthSiteOf: OauthSiteOf;
};

/**
 * Sees to the webhook of each connection by OAuth 2.0. One that cannot be asked is no reason to leave out others: it is asked again the
 * next day, of which there are thirty. Answers how many were kept. Throws Unavailable where the connections cannot be read.
 */
export async function keepAllWebhooks(ports: KeepPorts, { webhookUrl }: { webhookUrl: (clientId: string) => string }): Promise<number> {
  const { watched, integrations, oauthTurns, oauthSiteOf, log } = ports;
  const all = (await watched.list()).filter((it) => it.provider === "jira" && isOauth(it.externalId));
  let kept = 0;
  for (const { externalId } of all) {
    const integration = await integrations.find("jira", externalId);
    const credentials = integration?.status === "active" ? cloudCredentialsOf(ports, integration) : null;
    if (!integration || credentials?.kind !== "oauth") continue;
    try {
      const place = { url: webhookUrl(credentials.clientId), host: new URL(integration.baseUrl).host };
      const webhookId = await keepWebhook(oauthSiteOf(integration, credentials).webhooks, place);
      if (webhookId !== integration.webhookId) await oauthTurns.noteWebhook(integration, webhookId);
      kept += 1;
    } catch (error) {
      log.warn("jira.oauth.webhook-not-kept", {
        integration: integration.id,
        reason: error instanceof JiraFailure ? error.kind : "failed",
      });
      if (!(error instanceof JiraFailure)) throw error;
    }
  }
  return kept;
}
