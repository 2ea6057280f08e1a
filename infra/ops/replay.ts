import { NotFound } from "../../core/errors.ts";
import { everything, listLetters } from "../../core/operations/dead-letters.ts";
import type { TicketLink } from "../../core/sync/link.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { operatedQueues as queues } from "../../functions/adapters/sqs/operated-queues.ts";
import type { Answer } from "./command.ts";
import { organizationOf } from "./found.ts";
import { knownOf, look } from "./links.ts";

type Ticket = Pick<TicketLink, "integrationId" | "ticketId">;
const PAGE = 100;

/**
 * Does again what a delivery was for: the ticket that it told of is looked at, which finds whatever it said and whatever came since. It is
 * named by its id, while it waits among what was given up; or its ticket, by key or id. Throws NotFound, Invalid, Unavailable.
 */
export async function replay(slug: string, named: string, seconds: number): Promise<Answer> {
  const { id } = await organizationOf(slug);
  const letters = await lettersOf(id, named);
  const found = letters.length > 0 ? await linksOf(id, letters) : await linksNamed(id, named);
  if (letters.length > 0 && found.length === 0)
    throw new NotFound(`The delivery "${named}" is of a ticket that ${slug} has linked to no issue.`);
  if (found.length === 0) {
    const where = 'Deliveries are not kept: name its ticket, by key or id. Our log has it with the delivery\'s id, as "webhook.accepted".';
    throw new NotFound(`No delivery "${named}" was given up, and ${slug} has linked no ticket of that key or id. ${where}`);
  }
  const { value, lines, failed = false } = await look(() => knownOf(id, found), seconds);
  const left = letters.map((it) => `Its message still waits among what was given up, and changes nothing any more: dlq redrive ${it.id}`);
  return { value: { links: value, letters: letters.map((it) => it.id) }, lines: [...lines, ...left], failed };
}

/** What was given up of a delivery to what the organization has connected, each with the ticket that it is about. */
async function lettersOf(organizationId: number, named: string): Promise<(Ticket & { id: string })[]> {
  const [letters, installed] = await Promise.all([
    listLetters({ queues }, { names: ["TicketChanges"], mine: everything }),
    integrations.list(organizationId),
  ]);
  return letters.flatMap(({ id, body, subject: { ticket } }) => {
    const delivery = deliveryIn(body);
    const isNamed = delivery === named || delivery?.startsWith(`${named}:`);
    return isNamed && ticket && installed.some((it) => it.id === ticket.integrationId) ? [{ id, ...ticket }] : [];
  });
}

/** Of a message that any version may have sent. What says no time of its own has that of its coming after the id. */
function deliveryIn(body: string): string | undefined {
  const [, id] = /"deliveryId":"([\w.:-]{1,128})"/.exec(body) ?? [];
  return id;
}

async function linksOf(organizationId: number, tickets: readonly Ticket[]): Promise<TicketLink[]> {
  const each = [...new Map(tickets.map((it) => [`${it.integrationId}:${it.ticketId}`, it])).values()];
  return (await Promise.all(each.map((it) => links.ofTickets(organizationId, it.integrationId, [it.ticketId])))).flat();
}

/** A request for each hundred links of the organization: it is somebody at a keyboard who asks. */
async function linksNamed(organizationId: number, named: string): Promise<TicketLink[]> {
  const found: TicketLink[] = [];
  for (const { id } of await integrations.list(organizationId)) {
    let cursor: string | undefined;
    do {
      const { items, next } = await links.ofIntegration(organizationId, id, { limit: PAGE, cursor });
      found.push(...items.filter((it) => it.key.toLowerCase() === named.toLowerCase() || it.ticketId === named));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }
  return found;
}
