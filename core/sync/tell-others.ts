import type { TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { GroupWrite, Links, Tickets } from "./ports.ts";
import { EXPECTED_MS } from "./waiting.ts";

type Needed = Pick<Ports, "now"> & { links: Links; tickets: Tickets; looks: Sender<TicketLook> };

/**
 * What an issue has already, decided anew, has no activity that would be relayed; yet to a ticket that was linked in between it is news.
 * Such tickets are expected to be looked at before it is written, and looked at after: answers how.
 */
export async function othersToTell(ports: Needed, ticketId: string, writes: readonly GroupWrite[]): Promise<() => Promise<void>> {
  const looks: TicketLook[] = [];
  for (const { ref, changes, expected } of writes) {
    if (changes.length > 0) continue;
    for (const link of await ports.links.byGroup(ref.organizationId, ref.groupId)) {
      if (link.ticketId === ticketId) continue;
      await ports.tickets.expect(link, ports.now() + EXPECTED_MS);
      const { provider, externalId, integrationId } = link;
      looks.push({
        v: 1,
        provider,
        externalId,
        integrationId,
        ticketId: link.ticketId,
        cause: `confirmed:${ref.groupId}:${expected}:${ports.now()}`,
      });
    }
  }
  return () => ports.looks.send(looks);
}
