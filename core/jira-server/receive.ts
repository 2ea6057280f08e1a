import { createHash } from "node:crypto";
import { Invalid } from "../errors.ts";
import type { TicketChange } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { type Integration, isAnythingOn } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import { isBodySigned } from "./body-signature.ts";
import { readBody } from "./payload.ts";
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

/** What may stand in a key and a queue message as it is; anything else is told apart by its body. */
const PLAIN_IDENTIFIER = /^[\w.:-]{1,100}$/;

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
  const read = readBody(body);
  if ("ignored" in read) return ignored(ports, integration, read.ignored);
  if (!isAnythingOn(integration)) return ignored(ports, integration, "No organization has switched anything on.");
  const { timestamp: _, ...told } = read;
  const deliveryId = identifier && PLAIN_IDENTIFIER.test(identifier) ? identifier : createHash("sha256").update(body).digest("hex");
  const { id: integrationId, provider, externalId } = integration;
  const receivedAt = ports.now();
  // What says no time is not told apart from what was said before: then each time counts.
  const isTimed = read.timestamp || (identifier !== undefined && PLAIN_IDENTIFIER.test(identifier));
  const cause = isTimed ? deliveryId : `${deliveryId}:${receivedAt}`;
  await ports.ticketChanges.send([{ v: 1, provider, externalId, integrationId, ...told, deliveryId: cause, receivedAt }]);
  return { accepted: true, detail: "Accepted." };
}

function ignored({ log }: Pick<Ports, "log">, integration: Integration, reason: string) {
  log.info("webhook.ignored", { integration: integration.id, reason });
  return { accepted: false, detail: `Ignored: ${reason}` };
}
