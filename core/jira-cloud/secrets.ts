import { NotFound } from "../errors.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { Ports } from "../ports.ts";
import { newSecret } from "../secret.ts";
import { isRefused } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { cloudCredentialsOf } from "./credentials.ts";
import type { CloudWebhook, JiraCloud } from "./ports.ts";
import { PASTED, WEBHOOK_EVENTS, WEBHOOK_NAME, webhookSecretContext } from "./webhook.ts";

const HOUR_MS = 3_600_000;
/** Jira repeats a delivery five times, a quarter of an hour apart at most, signed as it was. */
const OVERLAP_MS = 2 * HOUR_MS;
/** Whoever has to paste it may not have the time today. */
const OVERLAP_BY_HAND_MS = 7 * 24 * HOUR_MS;
const MOST = 3;

export const webhookOf = ({ url, secret }: { url: string; secret: string }): CloudWebhook => ({
  ...{ name: WEBHOOK_NAME, url, events: WEBHOOK_EVENTS, secret },
});

/** The secrets of before, with the one that is replaced now. */
export function remembered(known: Integration | null, now: number, overlap = OVERLAP_MS): { sealed: string; until: number }[] {
  const former = (known?.formerWebhookSecrets ?? []).filter((it) => it.until > now);
  const last = known?.status === "active" && known.sealedWebhookSecret ? [{ sealed: known.sealedWebhookSecret, until: now + overlap }] : [];
  return [...last, ...former].slice(0, MOST);
}

type RotatePorts = Pick<Ports, "seal" | "random" | "now"> & { integrations: Integrations; jiraCloud: JiraCloud };
type How = { webhookUrl: string; organizationId: number; by: number };

/**
 * Another secret for the webhook: known here before Jira gets it, and the one of before holds for a while, so that no delivery is refused
 * in between. Answers what an administrator has to paste where Jira cannot be told; then the old one holds for a week. What Jira refused is
 * taken back; where it did not answer both hold, and it can be done again. Throws JiraFailure, NotFound, Unavailable.
 */
export async function replaceSecret(
  ports: RotatePorts,
  integration: Integration,
  how: How,
): Promise<{ url: string; secret: string } | null> {
  const { integrations, jiraCloud, seal, now } = ports;
  const { externalId, webhookId, baseUrl } = integration;
  // The credentials of another kind of tracker are not to be read as these.
  if (integration.provider !== "jira") throw new NotFound();
  const credentials = cloudCredentialsOf(ports, integration);
  if (integration.status !== "active" || credentials?.kind !== "api_token" || webhookId === null) throw new NotFound();
  const isByHand = webhookId === PASTED;
  const secret = newSecret(ports);
  const url = `${how.webhookUrl}/extensions/jira/webhook/${externalId}/`;
  const own = { ...integration, installations: integration.installations.filter((it) => it.organizationId === how.organizationId) };
  const next: Integration = {
    ...own,
    sealedWebhookSecret: seal.close(secret, webhookSecretContext(externalId)),
    formerWebhookSecrets: remembered(integration, now(), isByHand ? OVERLAP_BY_HAND_MS : OVERLAP_MS),
    signsBodies: false,
  };
  const at = { by: how.by, at: now() };
  if (!(await integrations.install(next, { replaces: integration, ...at, event: "INTEGRATION_EDIT" }))) throw new NotFound();
  if (isByHand) return { url, secret };
  try {
    await jiraCloud.updateWebhook({ baseUrl }, credentials, webhookId, webhookOf({ url, secret }));
  } catch (error) {
    if (error instanceof JiraFailure && isRefused(error))
      await integrations.install(own, { replaces: next, ...at, event: "INTEGRATION_EDIT" });
    throw error;
  }
  return null;
}
