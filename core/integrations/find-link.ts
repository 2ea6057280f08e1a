import { NotFound } from "../errors.ts";
import type { TicketLink } from "../sync/link.ts";
import type { Links } from "../sync/ports.ts";

type Asked = { organizationId: number; integrationId: number; ticket: string | null | undefined; issue: string | null | undefined };

/** The link of a ticket, by its id in the tracker, to an issue. Throws NotFound. */
export async function findLink({ links }: { links: Links }, { ticket: ticketId, issue, ...where }: Asked): Promise<TicketLink> {
  if (!ticketId || ticketId.length > 256 || !issue || !/^\d{1,16}$/.test(issue)) throw new NotFound();
  const found = await links.find({ ...where, ticketId, groupId: Number(issue) });
  if (!found) throw new NotFound();
  return found;
}
