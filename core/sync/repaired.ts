import type { TicketLook } from "../messages.ts";
import type { GroupWrite } from "./ports.ts";
import type { ConvergePorts, Round } from "./run.ts";

/** What comparing asked to be looked at, no webhook had told of until then. */
const BY_COMPARING = "search:";
export const comparingCause = (updated: number, begun: number): string => `${BY_COMPARING}${updated}:${begun}`;

type Made = { first: readonly GroupWrite[]; rest: readonly GroupWrite[]; writes: readonly unknown[] };

/**
 * Counts a ticket that comparing found apart from its issues: once for each organization whose issues learned of something, or for all that
 * have linked it where the ticket was what was behind. No work fails for want of a number.
 */
export async function noteRepair(ports: ConvergePorts, look: TicketLook, { linked }: Round, { first, rest, writes }: Made): Promise<void> {
  if (!look.cause.startsWith(BY_COMPARING)) return;
  const learned = [...first, ...rest].filter((it) => it.changes.length > 0).map((it) => it.ref.organizationId);
  const all = writes.length > 0 ? linked.map((it) => it.link.organizationId) : learned;
  const organizations = [...new Set(all)];
  if (organizations.length === 0) return;
  await ports.watched
    .repaired(look, { organizations, at: ports.now() })
    .catch(() => ports.log.warn("sync.repair.not_counted", { ticket: look.ticketId }));
}
