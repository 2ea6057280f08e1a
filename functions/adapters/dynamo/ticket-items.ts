import type { TicketLink } from "../../../core/sync/link.ts";
import type { TicketState } from "../../../core/sync/ticket-state.ts";
import { readState } from "./group-items.ts";
import { indexed, keys } from "./keys.ts";

type Item = Record<string, unknown>;

export const readLink = (item: Item): TicketLink => {
  const { organizationId, integrationId, provider, externalId, ticketId, key, projectId, groupId, shortId } = item as TicketLink;
  const { externalIssueId, since, hint, notes = [], notesLost = 0 } = item as TicketLink;
  const about = { organizationId, integrationId, provider, externalId, ticketId, key, projectId, groupId, shortId };
  return { ...about, externalIssueId, since, hint: hint ? readState(hint) : null, notes, notesLost };
};

/** The index has the tickets that are to be looked at, by tracker and time. */
export const ticketItem = (state: TicketState): Item => ({
  ...keys.ticket(state.integrationId, state.ticketId),
  ...state,
  ...(state.due !== null && dueIn(state, state.due)),
});

export const dueIn = ({ integrationId, ticketId }: Pick<TicketState, "integrationId" | "ticketId">, due: number) => ({
  gsi1pk: indexed.due(integrationId),
  gsi1sk: indexed.time(Math.max(0, Math.round(due)), ticketId),
});

export const readTicket = ({ pk: _pk, sk: _sk, gsi1pk: _g, gsi1sk: _s, expiresAt: _e, ...state }: Item): TicketState =>
  state as TicketState;
