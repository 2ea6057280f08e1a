import type { Posted } from "../../../core/discord/ports.ts";
import type { LinkedTo } from "../../../core/issues/ports.ts";
import type { Token } from "../../../core/organizations/access.ts";
import type { Pictured } from "../../../core/tickets/stamp.ts";
import { batchGet } from "./batch-get.ts";
import { pair } from "./groups.ts";
import { type Key, keys, prefixes, sortKeys } from "./keys.ts";
import { readLink, readTicket } from "./ticket-items.ts";
import { readToken } from "./tokens.ts";

type TicketPlace = LinkedTo["tickets"][number] & { groupId: number };
type MessagePlace = LinkedTo["messages"][number] & { groupId: number };

/** What a page shows: an issue and a ticket are two items each. */
export type Places = { groups: readonly number[]; tickets: readonly TicketPlace[]; messages?: readonly MessagePlace[] };

/** Items of one request. */
export const MOST_ITEMS = 100;

/** What is there of all that, as it is now, and whose the page is: one request for each hundred items. Throws Unavailable. */
export async function pictured(
  organizationId: number,
  { groups, tickets, messages = [] }: Places,
  tokenHash?: string,
): Promise<Pictured & { messages: Posted[]; token: Token | null }> {
  const wanted: Key[] = [
    ...(tokenHash === undefined ? [] : [keys.token(tokenHash)]),
    ...groups.flatMap((it) => [keys.group(organizationId, it), keys.groupState(organizationId, it)]),
    ...tickets.map((it) => keys.ticketLink(organizationId, it.integrationId, it.ticketId, it.groupId)),
    // Issues may share a ticket.
    ...new Map(tickets.map((it) => [`${it.integrationId}#${it.ticketId}`, keys.ticket(it.integrationId, it.ticketId)])).values(),
    ...messages.map((it) => keys.posted(organizationId, it.groupId, it.channelId, it.messageId)),
  ];
  const items = await batchGet(wanted);
  const ofKind = (isKind: (sk: string) => boolean) => items.filter((it) => isKind(String(it.sk)));
  const [token] = ofKind((it) => it === sortKeys.token);
  return {
    issues: pair(
      groups,
      ofKind((it) => it === sortKeys.group),
      ofKind((it) => it === sortKeys.state),
    ),
    links: ofKind((it) => it.startsWith(prefixes.link)).map(readLink),
    tickets: ofKind((it) => it === sortKeys.ticket).map(readTicket),
    messages: ofKind((it) => it.startsWith(prefixes.posted)).map(({ pk: _pk, sk: _sk, ...it }) => it as Posted),
    token: token ? readToken(token) : null,
  };
}
