import type { TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { GroupWrite, Links, Tickets } from "./ports.ts";
import { EXPECTED_MS } from "./waiting.ts";

type Needed = Pick<Ports, "now"> & { links: Links; tickets: Tickets; looks: Sender<TicketLook> };

/**
 * An issue is Ada's since 10:00, and hears from one ticket that she was chosen anew at 10:02. Nothing changes for anybody to see, so there is
 * no activity, and nothing that would be relayed; yet a second ticket, which somebody gave to Bob at 10:01, has to hear of it. Such tickets
 * are made due before the issue is written; what this answers has them looked at, after it.
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
