import { takeDelivery } from "../../jira-server/take-delivery.ts";
import type { TicketChange } from "../../messages.ts";
import type { Ports, Sender } from "../../ports.ts";
import type { Remembered } from "../as-remembered.ts";
import type { ConnectJwt } from "../connect/ports.ts";
import { BY_ACCOUNT_ID } from "../payload.ts";
import { integrationOfDelivery } from "./delivery.ts";

type ReceivePorts = Pick<Ports, "seal" | "log" | "now"> & {
  integrations: Remembered;
  ticketChanges: Sender<TicketChange>;
  jwt: ConnectJwt;
};
type Delivery = { clientId: string; authorization: string | undefined; body: Uint8Array; identifier: string | undefined };

/**
 * Takes one delivery of a dynamic webhook: its token first, then what changed, queued under its ticket. One read, mostly remembered, one more
 * where that does not fit, and one queue request. Throws Unauthorized and Invalid for what Jira must not send again, Unavailable for what it
 * should.
 */
export async function receiveOauthDelivery(
  ports: ReceivePorts,
  { clientId, authorization, body, identifier }: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const integration = await integrationOfDelivery(ports, { clientId, authorization }).catch((error: unknown) => {
    ports.log.metric("jira.webhook.not_signed");
    throw error;
  });
  return takeDelivery(ports, integration, { body, identifier, naming: BY_ACCOUNT_ID });
}
