import { NotFound } from "../errors.ts";
import type { TicketLook } from "../messages.ts";
import type { Sender } from "../ports.ts";
import type { TicketLink } from "../sync/link.ts";
import { lookAt } from "../sync/look-again.ts";
import type { Links } from "../sync/ports.ts";
import { isOutOfStep, listOutOfStep, type OutOfStepPorts, readLinkId } from "./out-of-step.ts";

type Looks = { looks: Sender<TicketLook> };

/** Looks again at whatever is out of step, each ticket once: as many as `listOutOfStep` finds. `cause` tells one press of the button from another. */
export async function retryOutOfStep(ports: OutOfStepPorts & Looks, organizationId: number, cause: string): Promise<void> {
  const { items } = await listOutOfStep(ports, organizationId);
  const tickets = new Map(items.filter(isOutOfStep).map((it) => [`${it.integration.id}:${it.ticket.id}`, it]));
  const looks = [...tickets.values()].map(({ integration: { provider, externalId, id }, ticket }) =>
    lookAt({ provider, externalId, integrationId: id, ticketId: ticket.id }, cause),
  );
  await ports.looks.send(looks);
}

/** Looks again at one. Throws NotFound. */
export async function retryLink(ports: Looks & { links: Links }, organizationId: number, id: string, cause: string): Promise<void> {
  await ports.looks.send([lookAt(await linkNamed(ports, organizationId, id), cause)]);
}

/** A link by what names it in an address. Throws NotFound, also for one of another organization. */
export async function linkNamed({ links }: { links: Links }, organizationId: number, id: string): Promise<TicketLink> {
  const link = await links.find({ organizationId, ...readLinkId(id) });
  if (!link) throw new NotFound("There is no such link any more.");
  return link;
}
