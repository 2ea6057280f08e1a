import type { TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { lookAgain } from "../sync/look-again.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import type { Integrations } from "../trackers/ports.ts";
import type { Change } from "./change.ts";

/**
 * Where somebody can be found by an address now who could not before, tickets that waited for somebody are looked at, as it may be this
 * one: again is the same. One request, and two for each tracker of the organization and each hundred of its links. Throws Unavailable.
 */
export async function lookForNewlyFound(
  ports: Pick<Ports, "now"> & { integrations: Integrations; links: Links; tickets: Tickets; looks: Sender<TicketLook> },
  { organizationId, entry }: Pick<Change, "organizationId" | "entry">,
): Promise<void> {
  for (const integration of await ports.integrations.list(organizationId)) {
    if (integration.status !== "active") continue;
    await lookAgain(ports, integration, { organizationId, cause: `member:${entry}` });
  }
}
