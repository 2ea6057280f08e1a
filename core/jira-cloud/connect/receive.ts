import { Unauthorized } from "../../errors.ts";
import { takeDelivery } from "../../jira-server/take-delivery.ts";
import type { TicketChange } from "../../messages.ts";
import type { Organizations } from "../../organizations/ports.ts";
import type { Ports, Sender } from "../../ports.ts";
import type { Remembered } from "../as-remembered.ts";
import { BY_ACCOUNT_ID } from "../payload.ts";
import { bindOrgContextFromIntegration, type OrganizationContext } from "./organization-context.ts";
import type { ConnectJwt } from "./ports.ts";
import type { Asked } from "./query-hash.ts";
import { tenantOfHeader } from "./tenant-token.ts";

type ReceivePorts = Pick<Ports, "seal" | "log" | "now"> & {
  integrations: Remembered;
  organizations: Pick<Organizations, "byId">;
  ticketChanges: Sender<TicketChange>;
  jwt: ConnectJwt;
  bind: (context: OrganizationContext) => void;
};
type Delivery = {
  authorization: string | undefined;
  asked: Asked;
  body: Uint8Array;
  identifier: string | undefined;
  /** The organization that the log is about already. */
  bound?: unknown;
};

/**
 * `jira:issue_updated` of a tenant of Connect (behaviour §2.12): its token first, made for this very request; whose it is, for the log; then
 * what changed, queued under its ticket. Two reads at most, mostly remembered, and one queue request. Throws Unauthorized and Invalid for
 * what Jira must not send again, Unavailable for what it should.
 */
export async function receiveConnectDelivery(
  ports: ReceivePorts,
  { authorization, asked, body, identifier, bound }: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const tenant = await tenantOfHeader(ports, authorization, asked).catch((error: unknown) => {
    ports.log.metric("jira.webhook.not_signed");
    if (error instanceof Unauthorized) ports.log.warn("token-validation-error", { reason: error.message });
    throw error;
  });
  await bindOrgContextFromIntegration(ports, tenant, { webhook: "issue_updated", bound });
  return takeDelivery(ports, tenant, { body, identifier, naming: BY_ACCOUNT_ID });
}
