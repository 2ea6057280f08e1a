import { createHash } from "node:crypto";
import type { TicketChange } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { type Integration, isAnythingOn } from "../trackers/integration.ts";
import { type Naming, readBody } from "./payload.ts";

type Ended = { accepted: boolean; detail: string };

/** What may stand in a key and a queue message as it is; anything else is told apart by its body. */
const PLAIN_IDENTIFIER = /^[\w.:-]{1,100}$/;

/**
 * Reads what changed from a delivery that is known to be the integration's, and queues it under its ticket (behaviour §2.5): one queue
 * request. Answers whether it was accepted or why there was nothing to do. `identifier` is what Jira calls the delivery, each time that it
 * sends it. Throws Invalid for a body that Jira must not send again, Unavailable.
 */
export async function takeDelivery(
  ports: Pick<Ports, "log" | "now"> & { ticketChanges: Sender<TicketChange> },
  integration: Integration,
  { body, identifier, naming }: { body: Uint8Array; identifier: string | undefined; naming: Naming },
): Promise<Ended> {
  const read = readBody(body, naming);
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
  ports.log.info("webhook.accepted", { integration: integrationId, delivery: cause, ticket: told.ticketId });
  return { accepted: true, detail: "Accepted." };
}

function ignored({ log }: Pick<Ports, "log">, integration: Integration, reason: string): Ended {
  log.info("webhook.ignored", { integration: integration.id, reason });
  return { accepted: false, detail: `Ignored: ${reason}` };
}
