import { Invalid } from "../errors.ts";
import type { TicketChange } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Integrations } from "../trackers/ports.ts";
import { isBodySigned } from "./body-signature.ts";
import { BY_NAME } from "./payload.ts";
import { takeDelivery } from "./take-delivery.ts";
import { integrationFromToken, type Jwt } from "./webhook-token.ts";

type VerifyPorts = Pick<Ports, "seal" | "log"> & { integrations: Integrations } & { jwt: Jwt };

const UNSIGNED = "This Jira signs what it sends, and this is not signed. If its webhook has no secret any more, connect Jira again.";

/**
 * The token's integration; and where Jira signs bodies, the body has to be the one that was signed. Which versions sign is known only
 * from what they send: the first signature that fits makes signatures a must. Forgetting that once is no reason to refuse the delivery.
 */
async function verifiedIntegration(ports: VerifyPorts, { token, body, signature }: Pick<Delivery, "token" | "body" | "signature">) {
  const { integration, secret } = await integrationFromToken(ports, token);
  if (signature === undefined) {
    if (integration.signsBodies) throw new Invalid(UNSIGNED);
    return integration;
  }
  if (!isBodySigned(body, signature, secret)) throw new Invalid("The signature does not fit the body.");
  if (!integration.signsBodies)
    await ports.integrations.noteSignature(integration).catch(() => ports.log.warn("webhook.signature.not_noted"));
  return integration;
}

type Delivery = { token: string; body: Uint8Array; identifier: string | undefined; signature?: string | undefined };

/**
 * Takes one webhook delivery of a Jira Server (behaviour §1.11, §2.5): verifies it, reads what changed and queues it under its
 * ticket. Answers whether it was accepted or why there was nothing to do. At most one read and one queue request, and one write with the
 * first signature.
 * Throws Invalid for what Jira must not send again, Unavailable for what it should.
 */
export async function receiveIssueUpdated(
  ports: Pick<Ports, "seal" | "log" | "now"> & { integrations: Integrations; ticketChanges: Sender<TicketChange> } & { jwt: Jwt },
  { token, body, identifier, signature }: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const integration = await verifiedIntegration(ports, { token, body, signature }).catch((error: unknown) => {
    ports.log.metric("jira_server.webhook.invalid_token");
    if (error instanceof Invalid) ports.log.warn("token-validation-error", { reason: error.message });
    throw error;
  });
  return takeDelivery(ports, integration, { body, identifier, naming: BY_NAME });
}
