import { Conflict, Invalid, NotFound } from "../../errors.ts";
import { JiraFailure } from "../../jira-server/failure.ts";
import type { AnalyticsEvent } from "../../messages.ts";
import type { Ports, Sender } from "../../ports.ts";
import type { Integration, SyncConfig } from "../../trackers/integration.ts";
import type { Integrations } from "../../trackers/ports.ts";
import { PROPOSED } from "../../trackers/switches.ts";
import { sealCloudCredentials } from "../credentials.ts";
import { oauthExternalId } from "./credentials.ts";
import { clientSecretContext } from "./delivery.ts";
import { keepWebhook } from "./keep-webhook.ts";
import type { OauthSetUp, OauthSetUps, OauthSiteOf } from "./ports.ts";
import { secretsOf } from "./set-up.ts";

type BuildPorts = Pick<Ports, "ids" | "seal" | "now" | "log"> & {
  integrations: Integrations;
  oauthSetUps: OauthSetUps;
  oauthSiteOf: OauthSiteOf;
  analyticsEvents: Sender<AnalyticsEvent>;
};
type Chosen = { cloudId: string; config: SyncConfig; webhookUrl: (clientId: string) => string };

/**
 * Finishes a set-up by OAuth 2.0: the webhook first, so that a Jira that refuses it leaves nothing behind; then the connection in one
 * transaction; what cannot be stored takes the webhook away again. Throws JiraFailure, NotFound where nothing is approved yet, Invalid for
 * a site that was not, Conflict where the app is another organization's, Unavailable.
 */
export async function buildOauthIntegration(
  ports: BuildPorts,
  setUp: OauthSetUp,
  { cloudId, config, webhookUrl }: Chosen,
): Promise<Integration> {
  const { app, approved } = secretsOf(ports, setUp);
  if (!approved) throw new NotFound("Atlassian has not approved this set-up yet.");
  const site = approved.sites.find((it) => it.id === cloudId);
  if (!site) throw new Invalid("Choose one of the sites that the app was let into.");
  const { organizationId, userId } = setUp;
  const externalId = oauthExternalId(app.clientId);
  const known = await ports.integrations.find("jira", externalId);
  if (known?.installations.some((it) => it.status === "active" && it.organizationId !== organizationId))
    throw new Conflict("Another organization has connected a Jira with this app. Make an app of your own in Atlassian's console.");
  const id = known?.id ?? (await ports.ids.next());
  const credentials = { kind: "oauth" as const, ...app, cloudId, ...approved.tokens };
  const connected: Integration = {
    id,
    provider: "jira",
    externalId,
    name: site.name,
    status: "active",
    baseUrl: site.url,
    verifySsl: true,
    ourAccount: null,
    sealedCredentials: sealCloudCredentials(ports, id, credentials),
    webhookId: null,
    way: "an app of OAuth 2.0",
    sealedWebhookSecret: ports.seal.close(app.clientSecret, clientSecretContext(externalId)),
    installations: [{ organizationId, status: "active", config }],
  };
  const asked = ports.oauthSiteOf(connected, credentials);
  const ourAccount = await asked.account();
  const webhookId = await keepWebhook(asked.webhooks, { url: webhookUrl(app.clientId), host: new URL(site.url).host });
  const integration = { ...connected, ourAccount, webhookId };
  const at = ports.now();
  try {
    if (!(await ports.integrations.install(integration, { replaces: known, by: userId, at })))
      throw new Conflict("This Jira was connected at the same moment, from another tab or by somebody else.");
  } catch (error) {
    // The answer of a transaction may be lost though it was made.
    const stored = await ports.integrations.find("jira", externalId).catch(() => null);
    if (stored?.sealedWebhookSecret !== integration.sealedWebhookSecret) {
      await asked.webhooks.remove([webhookId]).catch((left: unknown) => {
        ports.log.warn("jira.oauth.webhook-left", { reason: left instanceof JiraFailure ? left.kind : "failed" });
      });
      throw error;
    }
  }
  const isNew = !known?.installations.some((it) => it.organizationId === organizationId && it.status === "active");
  if (isNew) await ports.analyticsEvents.send([added(integration, setUp, at)]);
  await ports.oauthSetUps.remove(setUp);
  return integration;
}

/** What to offer: what the organization had through this app before, or what works without further choices. */
export async function configBefore(ports: Pick<Ports, "seal"> & { integrations: Integrations }, setUp: OauthSetUp): Promise<SyncConfig> {
  const known = await ports.integrations.find("jira", oauthExternalId(secretsOf(ports, setUp).app.clientId));
  return known?.installations.find((it) => it.organizationId === setUp.organizationId)?.config ?? PROPOSED;
}

/** `integration.added` (behaviour §10.2), once for each time an organization gets it. */
const added = ({ id, provider }: Integration, { id: setUpId, organizationId, userId }: OauthSetUp, timestamp: number): AnalyticsEvent => ({
  v: 1,
  id: `${setUpId}:integration.added`,
  type: "integration.added",
  organizationId,
  timestamp,
  data: { provider, id, organization_id: organizationId, user_id: userId, default_user_id: userId },
});
