import { Conflict, NotFound } from "../errors.ts";
import type { AnalyticsEvent } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { Integration, SyncConfig } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { PROPOSED } from "../trackers/switches.ts";
import { createWebhook } from "./create-webhook.ts";
import { sealCredentials } from "./credentials.ts";
import { JiraFailure } from "./failure.ts";
import { type Pipeline, type Pipelines, secretsOf } from "./pipeline.ts";
import { pipelineStep } from "./pipeline-step.ts";
import type { JiraCredentials, JiraServer, JiraSite } from "./ports.ts";
import { type Jwt, secretContext } from "./webhook-token.ts";

type BuildPorts = Pick<Ports, "ids" | "seal" | "random" | "now" | "log"> & {
  integrations: Integrations;
  pipelines: Pipelines;
  jiraServer: JiraServer;
  analyticsEvents: Sender<AnalyticsEvent>;
} & {
  jwt: Jwt;
};

const EXTERNAL_ID_LENGTH = 64;

/**
 * The external id of a Jira (behaviour §1.7): its place and consumer key, cut to 64 characters. One host may have several Jiras, each under
 * a path of its own. A token belongs to one organization only, so that its id is in front, where nothing cuts it off.
 */
export function externalIdOf({ site, consumerKey, organizationId }: Pick<Pipeline, "site" | "consumerKey" | "organizationId">): string {
  const place = placeOf(site.baseUrl);
  return (consumerKey === null ? `token-of-${organizationId}:${place}` : `${place}:${consumerKey}`).slice(0, EXTERNAL_ID_LENGTH);
}

/** Where a Jira is, whether or not it is encrypted on the way: host, port and path. */
const placeOf = (baseUrl: string): string => baseUrl.replace(/^https?:\/\//, "");

/**
 * `build_integration` and what finishes a set-up (behaviour §1.7, §1.9). The webhook comes first, so that a Jira that refuses it leaves
 * nothing behind; what cannot be stored takes the webhook away again; a webhook of an earlier set-up goes when the new one is in place.
 * Finishing twice, at once or later, ends with the same integration. Throws JiraFailure, Conflict where the id is taken, NotFound where
 * Jira has not let us in yet, Unavailable.
 */
export async function buildIntegration(
  ports: BuildPorts,
  pipeline: Pipeline,
  { config, publicUrl }: { config: SyncConfig; publicUrl: string },
): Promise<Integration> {
  const secrets = secretsOf(ports, pipeline);
  if (!("credentials" in secrets)) throw new NotFound("Jira has not approved this set-up yet.");
  const { credentials } = secrets;
  const { site, organizationId, userId } = pipeline;
  const externalId = externalIdOf(pipeline);
  const known = await ports.integrations.find("jira_server", externalId);
  refuseForeign(known, pipeline);

  const id = known?.id ?? (await ports.ids.next());
  const secret = newSecret(ports);
  const webhookId = await createWebhook(ports, { site, credentials, externalId, secret, publicUrl });
  const integration: Integration = {
    id,
    provider: "jira_server",
    externalId,
    name: pipeline.consumerKey ?? new URL(site.baseUrl).host,
    status: "active",
    baseUrl: site.baseUrl,
    verifySsl: site.verifySsl,
    ourAccount: pipeline.accountKey,
    sealedCredentials: sealCredentials(ports, id, credentials),
    sealedWebhookSecret: ports.seal.close(secret, secretContext("jira_server", externalId)),
    webhookId,
    installations: [{ organizationId, status: "active", config }],
  };
  try {
    const stored = await ports.integrations.install(integration, { replaces: known, by: userId, at: ports.now() });
    if (!stored) throw new Conflict("This Jira was connected at the same moment, from another tab or by somebody else.");
  } catch (error) {
    const there = await ports.integrations.find("jira_server", externalId).catch(() => null);
    // The answer of a transaction may be lost though it was made.
    const isStored = there?.sealedWebhookSecret === integration.sealedWebhookSecret;
    // A number that Jira has given anew is that of the other's webhook too.
    if (!isStored && webhookId !== there?.webhookId) await removeWebhook(ports, { site, credentials, webhookId });
    if (!isStored) {
      if (error instanceof Conflict && there && isConnected(there, organizationId)) return there;
      throw error;
    }
  }
  // A Jira that was restored gives numbers out again: then the earlier webhook's is the new one's.
  if (known && known.webhookId !== webhookId) await removeWebhook(ports, { site, credentials, webhookId: known.webhookId });
  const isNew = !known || !isConnected(known, organizationId);
  await ports.analyticsEvents.send([pipelineStep(pipeline, 3, ports.now()), ...(isNew ? [added(integration, pipeline, ports.now())] : [])]);
  await ports.pipelines.put({ ...pipeline, sealed: "", integrationId: id });
  return integration;
}

const isConnected = ({ status, installations }: Integration, organizationId: number): boolean =>
  status === "active" && installations.some((it) => it.organizationId === organizationId && it.status === "active");

/** What to offer: what the organization had with this Jira before, or what works without further choices. */
export async function proposedConfig({ integrations }: { integrations: Integrations }, pipeline: Pipeline): Promise<SyncConfig> {
  const known = await integrations.find("jira_server", externalIdOf(pipeline));
  return known?.installations.find((it) => it.organizationId === pipeline.organizationId)?.config ?? PROPOSED;
}

/** §13 decision 4: ids that only became equal by being cut are refused. And credentials of one organization are never another's. */
function refuseForeign(known: Integration | null, { site, consumerKey, organizationId }: Pipeline): void {
  if (!known) return;
  const sameKey = consumerKey === null || known.name === consumerKey;
  if (!sameKey || placeOf(known.baseUrl) !== placeOf(site.baseUrl))
    throw new Conflict(
      "Another Jira or consumer key that is connected begins with the same characters. Use a shorter or quite different key.",
    );
  if (known.installations.some((it) => it.status === "active" && it.organizationId !== organizationId))
    throw new Conflict("Another organization has connected this Jira with the same consumer key. Use another consumer key.");
}

/** Whatever becomes of it, the set-up itself stands: a webhook that stays is answered 400 and shown in Jira. */
async function removeWebhook(
  { jiraServer, log }: Pick<Ports, "log"> & { jiraServer: JiraServer },
  { site, credentials, webhookId }: { site: JiraSite; credentials: JiraCredentials; webhookId: string | null },
): Promise<void> {
  if (webhookId === null) return;
  await jiraServer.deleteWebhook(site, credentials, webhookId).catch((error: unknown) => {
    log.warn("jira-server.webhook.left-behind", { reason: error instanceof JiraFailure ? error.kind : "failed" });
  });
}

/** `integration.added` (behaviour §10.2), once for each time an organization gets it. */
const added = ({ id }: Integration, pipeline: Pipeline, now: number) => ({
  v: 1 as const,
  id: `${pipeline.id}:integration.added`,
  type: "integration.added",
  organizationId: pipeline.organizationId,
  timestamp: now,
  data: {
    provider: "jira_server",
    id,
    organization_id: pipeline.organizationId,
    user_id: pipeline.userId,
    default_user_id: pipeline.userId,
  },
});
