import type { Tickets } from "../sync/ports.ts";
import type { Provider } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";
import type { Mine } from "./dead-letters.ts";

/**
 * The letters that an organization may see and send again: those that name it; and of a tracker's tickets, which name no organization, those
 * that it has linked. What says neither is nobody's but the operator's. A read for each tracker and ticket that is named.
 */
export function lettersOf({ integrations, tickets }: { integrations: Integrations; tickets: Tickets }, organizationId: number): Mine {
  return async ({ subject: { organizationId: named, tracker, ticket } }) => {
    if (named !== null) return named === organizationId;
    if (!tracker || !ticket) return false;
    const provider = tracker.provider as Provider;
    const integration = await integrations.find(provider, tracker.externalId);
    const isConnected = integration?.installations.some((it) => it.organizationId === organizationId && it.status === "active");
    if (integration?.id !== ticket.integrationId || !isConnected) return false;
    const { links } = await tickets.read({ ...ticket, provider, externalId: tracker.externalId }, [organizationId]);
    return links.length > 0;
  };
}
