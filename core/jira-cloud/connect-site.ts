import { AppError, Conflict } from "../errors.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { AnalyticsEvent } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { Integration, SyncConfig } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { PROPOSED } from "../trackers/switches.ts";
import { type CloudCredentials, sealCloudCredentials } from "./credentials.ts";
import { ADMINISTER, type Needed, neededFor, PERMISSIONS } from "./permissions.ts";
import type { CloudSite, JiraCloud } from "./ports.ts";
import { remembered, webhookOf } from "./secrets.ts";
import { externalIdOf } from "./site.ts";
import { PASTED, webhookSecretContext } from "./webhook.ts";

export type ConnectPorts = Pick<Ports, "ids" | "seal" | "random" | "now" | "log"> & {
  integrations: Integrations;
  jiraCloud: JiraCloud;
  analyticsEvents: Sender<AnalyticsEvent>;
};
type ApiToken = Extract<CloudCredentials, { kind: "api_token" }>;
type Wanted = {
  site: CloudSite;
  credentials: ApiToken;
  organizationId: number;
  userId: number;
  /** What is to be kept in step, from what the organization had with this Jira before, or what works without further choices. */
  choose: (before: SyncConfig) => SyncConfig;
  /** Where Jira sends its webhooks, without a slash at its end. */
  webhookUrl: string;
};
export type Connected = {
  integration: Integration;
  /** Who it acts as there. */
  account: string;
  /** What an administrator has to make by hand, where the account may not; null where it is made, or was before. */
  toPaste: { url: string; secret: string } | null;
  /** What the account may not, of what is of use only. */
  lacks: readonly Needed[];
};

/** What the account would have to be allowed. */
export class Lacking extends AppError {
  readonly needed: readonly Needed[];
  constructor(account: string, needed: readonly Needed[]) {
    super(403, `${account} lacks permissions in Jira: ${needed.map((it) => it.name).join(", ")}.`, false);
    this.needed = needed;
  }
}

/**
 * Connects a Jira Cloud by an API token. The site says who it is before it is told the token; then who the token acts as, and what it may,
 * by Jira's names. The webhook is made before anything is stored, and taken away where nothing can be; where the account may not make one,
 * an administrator does. Connecting again replaces token and webhook, and what was signed before is still taken for a while.
 * Throws JiraFailure, Lacking, Conflict where somebody else connected it at the same moment, Unavailable.
 */
export async function connectSite(ports: ConnectPorts, wanted: Wanted): Promise<Connected> {
  const { site, credentials, organizationId, userId, choose } = wanted;
  const { jiraCloud, integrations, seal, now } = ports;
  const externalId = externalIdOf(organizationId, await jiraCloud.cloudId(site));
  const known = await integrations.find("jira", externalId);
  const config = choose(known?.installations.find((it) => it.organizationId === organizationId)?.config ?? PROPOSED);
  const { accountId, name: account } = await jiraCloud.myself(site, credentials);
  const has = await jiraCloud.permissions(site, credentials, [...PERMISSIONS.map((it) => it.key), ADMINISTER]);
  const lacking = neededFor(config).filter((it) => !has.has(it.key));
  if (lacking.length > 0) throw new Lacking(account, lacking);

  const secret = newSecret(ports);
  const url = `${wanted.webhookUrl}/extensions/jira/webhook/${externalId}/`;
  const made = has.has(ADMINISTER) ? await makeWebhook(ports, wanted, { url, secret }) : null;
  // One that an administrator has made goes on with the secret that they gave it.
  const isKept = made === null && known?.status === "active" && known.webhookId === PASTED && known.sealedWebhookSecret !== null;
  const id = known?.id ?? (await ports.ids.next());
  const context = webhookSecretContext(externalId);
  const integration: Integration = {
    ...{ id, provider: "jira", externalId, name: new URL(site.baseUrl).host, status: "active" },
    ...{ baseUrl: site.baseUrl, verifySsl: true, ourAccount: accountId, way: "an API token", credentialsEnd: credentials.endsAt },
    sealedCredentials: sealCloudCredentials(ports, id, credentials),
    sealedWebhookSecret: isKept ? known.sealedWebhookSecret : seal.close(secret, context),
    ...(isKept ? { signsBodies: known.signsBodies ?? false } : {}),
    formerWebhookSecrets: isKept ? (known.formerWebhookSecrets ?? []) : remembered(known, now()),
    webhookId: made ?? PASTED,
    installations: [{ organizationId, status: "active", config }],
  };
  try {
    if (!(await integrations.install(integration, { replaces: known, by: userId, at: now() })))
      throw new Conflict("This Jira was connected at the same moment, from another tab or by somebody else.");
  } catch (error) {
    const stored = await integrations.find("jira", externalId).catch(() => null);
    if (stored?.sealedCredentials !== integration.sealedCredentials) {
      await takeAway(ports, wanted, made);
      throw error;
    }
  }
  if (made !== null && known?.webhookId !== PASTED) await takeAway(ports, wanted, known?.webhookId ?? null);
  if (known?.status !== "active") await ports.analyticsEvents.send([added(integration, { organizationId, userId }, now())]);
  const toPaste = made === null && !isKept ? { url, secret } : null;
  return { integration, account, toPaste, lacks: PERMISSIONS.filter((it) => !has.has(it.key)) };
}

/** Null where Jira says that the account may not, though it has the permission: some sites keep it for others. */
async function makeWebhook({ jiraCloud }: ConnectPorts, { site, credentials }: Wanted, of: { url: string; secret: string }) {
  try {
    return await jiraCloud.createWebhook(site, credentials, webhookOf(of));
  } catch (error) {
    if (error instanceof JiraFailure && error.kind === "forbidden") return null;
    throw error;
  }
}

/** Whatever becomes of it, what is connected is: a webhook that stays is answered 401 and shown in Jira. */
async function takeAway({ jiraCloud, log }: ConnectPorts, { site, credentials }: Wanted, webhookId: string | null): Promise<void> {
  if (webhookId === null) return;
  await jiraCloud.deleteWebhook(site, credentials, webhookId).catch((error: unknown) => {
    log.warn("jira.webhook.left-behind", { reason: error instanceof JiraFailure ? error.kind : "failed" });
  });
}

/** `integration.added` (behaviour §10.2), once for each time an organization gets it. */
const added = ({ id, externalId }: Integration, who: { organizationId: number; userId: number }, now: number): AnalyticsEvent => ({
  ...{ v: 1, id: `${externalId}:${now}:integration.added`, type: "integration.added", organizationId: who.organizationId, timestamp: now },
  data: { provider: "jira", id, organization_id: who.organizationId, user_id: who.userId, default_user_id: who.userId },
});
