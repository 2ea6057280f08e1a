import { ownerDecided, statusDecided } from "../issues/decisions.ts";
import type { GroupState } from "../issues/group.ts";
import { type Reading, statusValue } from "../trackers/ticket.ts";
import { fold, type Observer } from "./fold.ts";
import type { Register, Word } from "./register.ts";
import { START, type TicketState, unknownTicket } from "./ticket-state.ts";

type Linking = { known: TicketState | null; reading: Reading; observer: Observer; state: GroupState; ownerWord: Word };

/**
 * What linking makes of a ticket and an issue, with what was read of the ticket. A ticket that was never read has its owner since its history
 * says so, or else since before the oldest entry that was told, or was last updated where none was; that nobody has it was never decided. A
 * team that is there stays.
 */
export function afterLinking({ known, reading, observer, state, ownerWord }: Linking) {
  const { ticket } = reading;
  const here = (at: number) => Math.max(1, Math.min(at - observer.offset, observer.now));
  const updated = here(reading.updated);
  const entries = reading.news?.entries ?? [];
  const owned = here((entries.findLast((it) => it.owner) ?? entries[0])?.at ?? reading.updated);
  const first = unknownTicket({ integrationId: 0, ticketId: ticket.id }, ticket.owner?.id ?? null, statusValue(ticket.status));
  const owner = { ...first.owner, seen: { ...first.owner.seen, at: ticket.owner ? owned : 0 } };
  const status = { ...first.status, seen: { ...first.status.seen, at: updated } };
  const before = known ?? { ...first, owner, status, cursor: reading.news?.newest ?? START };
  const folded = fold(
    before,
    known ? reading : { ...reading, news: reading.news && { ...reading.news, goesOn: true, entries: [] } },
    observer,
  );
  const decided = ownerDecided(state);
  const met = meet(
    folded.owner.seen,
    updated,
    { value: ownerWord, at: decided.at },
    Math.max(folded.status.seen.at, statusDecided(state).at),
  );
  const { ownerUnder } = state;
  const set: Partial<GroupState> = ownerUnder
    ? { ownerUnder: { ...ownerUnder, at: met.at }, assigneeSourceTime: Math.max(state.assigneeSourceTime, met.since) }
    : { assigneeSourceTime: met.at };
  const after: TicketState = {
    ...{ ...before, ...folded, key: ticket.key, title: ticket.title, seenAt: observer.now, closedAt: null },
    ...{ owner: { ...folded.owner, seen: met.owner }, shows: { owner: ticket.owner?.name ?? null, status: ticket.status.name } },
  };
  return { ticket: after, since: met.since, set };
}

type Met = { owner: Register; at: number; since: number };

/**
 * Linking decides nothing; nobody yields to somebody, whenever that was decided: the owner's decision becomes the later one, once, in the
 * transaction that links. Else the later decision is right, and what is later than `since` from then on. An issue was taken from Ada on
 * Monday, and is linked on Friday to a ticket that Bob has had since Sunday: it is Bob's.
 */
export function meet(ticket: Register, updated: number, issue: Register, statusAt: number): Met {
  const yields = (ticket.value === null) !== (issue.value === null);
  const owner = yields && issue.value === null ? { ...ticket, at: Math.max(ticket.at, issue.at + 1) } : ticket;
  const at = yields && ticket.value === null ? Math.max(issue.at, ticket.at + 1) : issue.at;
  return { owner, at, since: Math.max(owner.at, at, statusAt, updated) };
}
