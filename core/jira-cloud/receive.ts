import { Unauthorized } from "../errors.ts";
import { isBodySigned } from "../jira-server/body-signature.ts";
import { takeDelivery } from "../jira-server/take-delivery.ts";
import type { TicketChange } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { BY_ACCOUNT_ID } from "./payload.ts";
import { cloudIdOf } from "./site.ts";
import { webhookSecretContext } from "./webhook.ts";

type VerifyPorts = Pick<Ports, "seal" | "log" | "now"> & { integrations: Integrations };
type Delivery = { externalId: string; body: Uint8Array; signature: string | undefined; identifier: string | undefined };

/**
 * Takes one delivery of an administrator's webhook of a Jira Cloud: signed over its raw bytes, or refused before anything is read of it.
 * At most one read from a cache, one more where that does not fit, and one queue request; one write with the first delivery.
 * Throws Unauthorized and Invalid for what Jira must not send again, Unavailable for what it should.
 */
export async function receiveIssueChanged(
  ports: VerifyPorts & { ticketChanges: Sender<TicketChange> },
  delivery: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const integration = await signedBy(ports, delivery).catch((error: unknown) => {
    if (error instanceof Unauthorized) ports.log.metric("jira.webhook.not_signed");
    throw error;
  });
  // Seen once, the page of the webhook says that it works: no reason to refuse what came.
  if (!integration.signsBodies)
    await ports.integrations.noteSignature(integration).catch(() => ports.log.warn("webhook.signature.not_noted"));
  const { body, identifier } = delivery;
  return takeDelivery(ports, integration, { body, identifier, naming: BY_ACCOUNT_ID });
}

const refused = (): Unauthorized => new Unauthorized("The delivery is not signed with the secret of a Jira that is connected.");

/** Who is not known, not connected any more, or signs with something else gets one and the same answer. */
async function signedBy({ integrations, seal, now }: VerifyPorts, { externalId, body, signature }: Delivery): Promise<Integration> {
  if (cloudIdOf(externalId) === null || !signature) throw refused();
  const isSigned = (integration: Integration | null): integration is Integration =>
    integration?.status === "active" && secretsOf(seal, integration, now()).some((it) => isBodySigned(body, signature, it));
  const remembered = await integrations.byExternalId("jira", externalId);
  if (isSigned(remembered)) return remembered;
  // It may have got another secret since.
  const current = await integrations.find("jira", externalId);
  if (isSigned(current)) return current;
  throw refused();
}

function secretsOf(
  seal: Ports["seal"],
  { externalId, sealedWebhookSecret, formerWebhookSecrets = [] }: Integration,
  now: number,
): string[] {
  const former = formerWebhookSecrets.filter((it) => it.until > now).map((it) => it.sealed);
  return [sealedWebhookSecret, ...former].flatMap((it) => (it === null ? [] : [seal.open(it, webhookSecretContext(externalId))]));
}
